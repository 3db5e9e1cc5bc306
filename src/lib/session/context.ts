import { createContext } from 'svelte';
import type { Porthole } from './porthole.svelte.ts';

/** The tab's one session, made by the root layout. */
export const [getPorthole, setPorthole] = createContext<Porthole>();
