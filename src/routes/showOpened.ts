import { goto } from '$app/navigation';
import type { Porthole } from '#lib/session/porthole.svelte.ts';
import { hrefOf } from './pages.ts';

/** Goes to the page that says most about what was just opened; to the Start page, which says why, if that failed. */
export async function showOpened(porthole: Porthole): Promise<void> {
	const { failure, fragment } = porthole.opened;
	if (failure !== undefined) return goto(hrefOf('/', ''));
	const knowsApps = porthole.snapshot?.readings.identity !== undefined;
	await goto(hrefOf(knowsApps ? '/overview' : '/capture', fragment));
}
