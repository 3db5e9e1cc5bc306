import { describe, expect, test } from 'vitest';
import { err, ok } from '../base/result.ts';
import type { WatchRound } from '../ports/device.ts';
import type { Shell } from '../ports/shell.ts';
import { paceOf, watch } from './watch.ts';

const unused: Shell['stream'] = () => Promise.resolve(err({ kind: 'cancelled' }));

/** A phone that answers nothing useful, and counts how often it was asked at a time. */
function busyPhone(): { shell: Shell; most: () => number; asked: () => number } {
	let now = 0;
	let most = 0;
	let asked = 0;
	const run: Shell['run'] = async () => {
		now += 1;
		asked += 1;
		most = Math.max(most, now);
		await new Promise((resolve) => setImmediate(resolve));
		now -= 1;
		return ok({ stdout: 'é\n', stderr: 'x', exit: 0 });
	};
	return { shell: { run, stream: unused }, most: () => most, asked: () => asked };
}

/** Watches until `count` rounds were reported. */
async function rounds(
	shell: Shell,
	count: number,
	rootAllowed = false,
): Promise<readonly WatchRound[]> {
	const seen: WatchRound[] = [];
	const stop = new AbortController();
	await watch({
		shell,
		every: 1,
		signal: stop.signal,
		rootAllowed: () => rootAllowed,
		report: (round) => {
			seen.push(round);
			if (seen.length === count) stop.abort();
		},
	});
	return seen;
}

describe('the pace', () => {
	test.each([
		['quick', 1000, 100, { wait: 900, skipped: 0 }],
		['half of the time', 1000, 500, { wait: 500, skipped: 0 }],
		['more than half', 1000, 600, { wait: 600, skipped: 1 }],
		['as long as the interval', 1000, 1000, { wait: 1000, skipped: 1 }],
		['five intervals', 1000, 5000, { wait: 5000, skipped: 9 }],
	])('%s', (_, every, took, expected) => {
		expect(paceOf(every, took)).toEqual(expected);
	});
});

describe('watching', () => {
	test('rounds never overlap: the counters are asked side by side, after the sockets', async () => {
		const phone = busyPhone();
		await rounds(phone.shell, 5);
		expect(phone.most()).toBe(3);
	});

	test('counts what it costs', async () => {
		const phone = busyPhone();
		const seen = await rounds(phone.shell, 3);
		expect(seen.map(({ cost }) => cost.rounds)).toEqual([1, 2, 3]);
		const costs = seen.map(({ cost }) => cost);
		// Two bytes of é, a line end and the x of standard error, for each of the four readings.
		expect(costs.map(({ received }) => received)).toEqual([16, 32, 48]);
		for (const [index, { sockets, usage, interfaces, protocols }] of seen.entries()) {
			const before = costs[index - 1]?.busy ?? 0;
			const took = [sockets, usage, interfaces, protocols].map(({ duration }) => duration);
			expect(costs[index]?.busy).toBeCloseTo(took.reduce((a, b) => a + b, before));
		}
	});

	test('asks the way that answered last time first', async () => {
		const commands: string[] = [];
		const run: Shell['run'] = (argv) => {
			commands.push(argv[0] ?? '');
			const stdout =
				argv[0] === 'cat' && argv.at(-1)?.includes('qtaguid') === true
					? 'idx iface acct_tag_hex uid_tag_int cnt_set rx_bytes rx_packets tx_bytes tx_packets\n'
					: '';
			return Promise.resolve(ok({ stdout, stderr: '', exit: 0 }));
		};
		await rounds({ run, stream: unused }, 3);
		expect(commands.filter((name) => name === 'dumpsys')).toHaveLength(1);
	});

	/** Answers usage to root alone, and counts how often root was wanted. */
	function lockedPhone(): { shell: Shell; asked: string[] } {
		const asked: string[] = [];
		const run: Shell['run'] = (argv, { root = false } = {}) => {
			if (root) asked.push(argv[0] ?? '');
			const isMap = root && argv.includes('netd');
			const stdout = isMap
				? 'mAppUidStatsMap:\nuid rxBytes rxPackets txBytes txPackets\n1000 4 3 2 1\n'
				: '';
			return Promise.resolve(ok({ stdout, stderr: root ? '' : 'Permission denied', exit: 1 }));
		};
		return { shell: { run, stream: unused }, asked };
	}

	test('without consent nothing runs as root, and it is said that root would help', async () => {
		const { shell, asked } = lockedPhone();
		const [round] = await rounds(shell, 1);
		expect(asked).toEqual([]);
		expect(round?.usage).toMatchObject({
			command: 'su 0 dumpsys netd trafficcontroller',
			outcome: { kind: 'denied', remedy: 'root' },
		});
		expect(round?.firewall).toBeUndefined();
	});

	test('with consent, what root alone may read is sampled too', async () => {
		const { shell, asked } = lockedPhone();
		const seen = await rounds(shell, 11, true);
		const kinds = new Set(seen.map(({ usage }) => usage.outcome.kind));
		expect(kinds).toEqual(new Set(['ok']));
		expect(asked.filter((name) => name === 'sh').length).toBeGreaterThan(0);
		expect(seen.filter(({ firewall }) => firewall !== undefined)).toHaveLength(1);
	});

	test('ends when the phone is gone, without a last round', async () => {
		const shell: Shell = {
			run: () => Promise.resolve(err({ kind: 'disconnected' })),
			stream: unused,
		};
		expect(await rounds(shell, 1)).toEqual([]);
	});

	test('a question that took too long is a round like another', async () => {
		const shell: Shell = {
			run: () => Promise.resolve(err({ kind: 'timed-out', after: 5 })),
			stream: unused,
		};
		expect(await rounds(shell, 2)).toHaveLength(2);
	});

	test('ends in mid-round when asked to, and then reports nothing', async () => {
		const stop = new AbortController();
		const seen: WatchRound[] = [];
		const shell: Shell = {
			run: (_, options) =>
				new Promise((resolve) => {
					options?.signal?.addEventListener('abort', () => {
						resolve(err({ kind: 'cancelled' }));
					});
					setImmediate(() => {
						stop.abort();
					});
				}),
			stream: unused,
		};
		const report = (round: WatchRound) => seen.push(round);
		await watch({ shell, every: 1, report, signal: stop.signal, rootAllowed: () => false });
		expect(seen).toEqual([]);
	});
});
