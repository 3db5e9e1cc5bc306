// The virtual phone's apps move something while a page watches: something to see in every table and chart.
import type { Page } from '@playwright/test';
import type { Phone } from '../../tests/phone/start.ts';

/** Who moves how much, one after the other. */
const TRAFFIC: readonly (readonly [uid: number, bytes: number])[] = [
	[10_123, 24_000],
	[10_145, 3_000],
	[10_167, 1_000],
	[10_123, 9_000],
	[10_145, 12_000],
	[1_010_123, 6_000],
];

/** Lets the apps move data, a little every second, until the Apps page has seen `rounds` of the watch. */
export async function moveData(page: Page, phone: Phone, rounds: number): Promise<void> {
	const uids = new Set((await phone.processes()).map(({ uid }) => uid));
	const traffic = TRAFFIC.filter(([uid]) => uids.has(uid));
	for (let round = 1; round <= rounds; round += 1) {
		const [uid, bytes] = traffic[(round * 7) % traffic.length] ?? [0, 0];
		if (round % 3 !== 0) await phone.burst(uid, bytes * (1 + (round % 4)));
		await page.waitForFunction(
			(least) => Number(/Asked (\d+) times/.exec(document.body.textContent)?.[1] ?? 0) >= least,
			round,
		);
	}
}
