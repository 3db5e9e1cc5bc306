import { goto } from '$app/navigation';
import { navigating, page } from '$app/state';
import type { Snapshot } from '#lib/model/snapshot.ts';
import type { Porthole } from '#lib/session/porthole.svelte.ts';
import { hrefOf, type PagePath } from './pages.ts';

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
	await goto(hrefOf(firstPageOf(porthole.snapshot), fragment));
}

/** A log of one kind has a page of its own; what else of a report is there, the System page lists. */
function firstPageOf(snapshot: Snapshot | undefined): PagePath {
	if (snapshot?.readings.identity !== undefined) return '/overview';
	if (snapshot?.readings.intrusionLog !== undefined) return '/connections';
	return snapshot?.report === undefined ? '/capture' : '/system';
}
