import type { Reread } from '../model/reading.ts';
import { probes } from './index.ts';
import { readAnew } from './probe.ts';

/** Reads what a file kept as text. */
export const reread: Reread = (probe, said) => readAnew(probes[probe], said);
