import { goto } from '$app/navigation';
import { navigating, page } from '$app/state';
import type { Porthole } from '#lib/session/porthole.svelte.ts';
import { hrefOf } from './pages.ts';

/**
 * Opens something and goes to the page that says most about it; to the Start page, which says why, if that failed. A
 * person who went elsewhere meanwhile is left there.
 */
export async function showOpened(porthole: Porthole, open: Promise<void>): Promise<void> {
	const from = page.route.id;
	await open;
	if (page.route.id !== from || navigating.to !== null) return;
	const { failure, fragment } = porthole.opened;
	if (failure !== undefined) return goto(hrefOf('/', ''));
	const knowsApps = porthole.snapshot?.readings.identity !== undefined;
	await goto(hrefOf(knowsApps ? '/overview' : '/capture', fragment));
}
