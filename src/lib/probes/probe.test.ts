import { expect, test } from 'vitest';
import { err, ok, type Result } from '../base/result.ts';
import type { ShellFailure } from '../model/failure.ts';
import type { Finished, RunOptions, Shell } from '../ports/shell.ts';
import { parseProcNetDev } from '../parse/procNetDev.ts';
import { probes } from './index.ts';
import { askOf, MAX_RAW, readAnew, runProbe, type Probe } from './probe.ts';

type Answer = Result<Finished, ShellFailure>;

const said = (stdout: string, stderr = '', exit: number | undefined = 0): Answer =>
	ok({ stdout, stderr, exit });

/** A phone made of answers: by the first word of the command that has one, in the order asked. */
function phone(answers: Readonly<Record<string, Answer>>) {
	const asked: { argv: readonly string[]; options: RunOptions | undefined }[] = [];
	const shell: Shell = {
		run(argv, options) {
			asked.push({ argv, options });
			const name = Object.keys(answers).find((key) => argv.join(' ').startsWith(key));
			const answer = name === undefined ? undefined : answers[name];
			return Promise.resolve(answer ?? said('', `sh: ${argv[0] ?? ''}: not found`, 127));
		},
		stream: () => Promise.resolve(err({ kind: 'refused', message: 'not asked here' })),
	};
	return { shell, asked };
}

const DEV = `Inter-|   Receive |  Transmit
 face |bytes |bytes
lo: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
`;
const BPF = `  mAppUidStatsMap:\n    uid rxBytes rxPackets txBytes txPackets\n    10123 4 3 2 1\n`;
const QTAGUID = `idx iface acct_tag_hex uid_tag_int cnt_set rx_bytes rx_packets tx_bytes tx_packets
2 wlan0 0x0 10123 0 100 1 10 2
`;

test('a reading keeps everything needed to doubt it', async () => {
	const before = Date.now();
	const { shell } = phone({ cat: said(DEV, 'a remark', 0) });
	const reading = await runProbe(probes.interfaces, shell);
	expect(reading).toMatchObject({
		probe: 'interfaces',
		command: 'cat /proc/net/dev',
		exit: 0,
		raw: DEV,
		stderr: 'a remark',
		outcome: { kind: 'ok', value: [{ name: 'lo' }] },
	});
	expect(reading.at).toBeGreaterThanOrEqual(before);
	expect(reading.duration).toBeGreaterThanOrEqual(0);
});

test('the command is shown as a person could type it', async () => {
	const { shell } = phone({});
	const hostile: Probe<unknown> = {
		id: 'interfaces',
		title: 'x',
		asks: [{ argv: ['cat', "it's", '$(reboot)', '', 'a b'], root: true, parse: parseProcNetDev }],
	};
	const reading = await runProbe(hostile, shell);
	expect(reading.command).toBe(String.raw`su 0 cat 'it'\''s' '$(reboot)' '' 'a b'`);
});

test.each([
	['cat: /proc/net/dev: Permission denied', 'denied'],
	["/system/bin/sh: cat: can't execute: Permission denied", 'denied'],
	['cat: /proc/net/dev: Operation not permitted', 'denied'],
	['cat: /proc/net/dev: No such file or directory', 'missing'],
	['/system/bin/sh: cat: inaccessible or not found', 'missing'],
	['sh: cat: not found', 'missing'],
])(
	'"%s" is %s, with the shell that separates errors and with the one that does not',
	async (text, kind) => {
		const separate = await runProbe(
			probes.interfaces,
			phone({ cat: said('', `${text}\n`, 1) }).shell,
		);
		const merged = await runProbe(
			probes.interfaces,
			phone({ cat: said(`${text}\r\n`, '', undefined) }).shell,
		);
		expect(separate.outcome).toEqual({ kind, why: text });
		expect(merged.outcome).toEqual({ kind, why: text });
	},
);

/** Ways that no root is needed for: where a phone has none to give, what it said itself is told. */
const unrooted = { ...probes.usage, asks: probes.usage.asks.filter(({ root }) => root !== true) };

test.each([
	["Can't find service: netstats", 'missing'],
	[
		"Permission Denial: can't dump NetworkStats from from pid=1, uid=10318 due to missing",
		'denied',
	],
	['java.lang.SecurityException: not you', 'denied'],
])('dumpsys that says "%s" is %s where there is no other way', async (text, kind) => {
	const { shell } = phone({ dumpsys: said(`${text}\n`) });
	expect((await runProbe(unrooted, shell)).outcome).toEqual({ kind, why: text });
});

test('words of a readable answer further down refuse nothing', async () => {
	const long = `${'history\n'.repeat(4000)}netd: Permission denied\n`;
	const { shell } = phone({ dumpsys: said(long) });
	expect((await runProbe(unrooted, shell)).outcome.kind).toBe('missing');
});

test('a line that should have been a row is our fault and is named', async () => {
	const { shell } = phone({ cat: said(`${DEV}wlan0: 1 2\n`) });
	expect((await runProbe(probes.interfaces, shell)).outcome).toMatchObject({
		kind: 'unparsed',
		failure: { line: 4, text: 'wlan0: 1 2' },
	});
});

test('an old phone without eBPF counters answers by qtaguid', async () => {
	const old = phone({ dumpsys: said("Can't find service: -t\n"), cat: said(QTAGUID) });
	const reading = await runProbe(probes.usage, old.shell);
	expect(reading.command).toBe('cat /proc/net/xt_qtaguid/stats');
	expect(reading.outcome).toMatchObject({ kind: 'ok', value: { source: 'qtaguid' } });

	const again = phone({ dumpsys: said(BPF), cat: said(QTAGUID) });
	await runProbe(probes.usage, again.shell, { startWith: askOf(probes.usage, reading) });
	expect(again.asked.map(({ argv }) => argv[0])).toEqual(['cat']);
});

test('a way that stopped answering gives way to the others', async () => {
	const { shell, asked } = phone({ dumpsys: said(BPF) });
	const reading = await runProbe(probes.usage, shell, { startWith: 1 });
	expect(asked.map(({ argv }) => argv[0])).toEqual(['cat', 'dumpsys']);
	expect(reading.outcome.kind).toBe('ok');
});

test('a refusal is told rather than a lack, since it says what would help', async () => {
	const denied = 'cat: /proc/net/xt_qtaguid/stats: Permission denied';
	const { shell } = phone({ dumpsys: said('Dev stats:\n'), cat: said('', denied, 1) });
	const reading = await runProbe(unrooted, shell);
	expect(reading.outcome).toEqual({ kind: 'denied', why: denied });
	expect(reading.command).toContain('xt_qtaguid');
});

test('a cable that is pulled ends the asking', async () => {
	const { shell, asked } = phone({ dumpsys: err({ kind: 'disconnected' }) });
	const reading = await runProbe(probes.usage, shell);
	expect(reading.outcome).toEqual({ kind: 'interrupted', failure: { kind: 'disconnected' } });
	expect(reading).toMatchObject({ raw: '', stderr: '', exit: undefined });
	expect(asked).toHaveLength(1);
});

test('root that is not there is a refusal', async () => {
	const asRoot: Probe<unknown> = {
		id: 'usage',
		title: 'x',
		asks: [{ argv: ['cat', 'x'], root: true, parse: parseProcNetDev }],
	};
	const { shell, asked } = phone({ cat: err({ kind: 'refused', message: 'No root here' }) });
	const reading = await runProbe(asRoot, shell, { rootAllowed: true });
	expect(reading.outcome).toEqual({
		...{ kind: 'denied', why: 'No root here' },
		remedy: 'root',
	});
	expect(asked[0]?.options?.root).toBe(true);
});

test('nothing runs as root before a person allowed it, and it is said that root would help', async () => {
	const either: Probe<unknown> = {
		id: 'usage',
		title: 'x',
		asks: [
			{ argv: ['cat', 'x'], parse: parseProcNetDev },
			{ argv: ['cat', 'x'], root: true, parse: parseProcNetDev },
		],
	};
	const denied = 'cat: x: Permission denied';
	const { shell, asked } = phone({ cat: said('', denied, 1) });
	const reading = await runProbe(either, shell);
	expect(reading).toMatchObject({
		command: 'su 0 cat x',
		outcome: { kind: 'denied', remedy: 'root' },
	});
	expect(asked).toHaveLength(1);
	expect(asked[0]?.options?.root).toBeUndefined();
});

test('a text of an earlier day is read by the parser of its command, or by whichever finds its own', () => {
	const kept = {
		...({ probe: 'interfaces', at: 0, duration: 1, raw: DEV, stderr: '', exit: 0 } as const),
		outcome: { kind: 'ok' },
	} as const;
	for (const command of ['cat /proc/net/dev', 'a section of a bug report']) {
		const reading = readAnew(probes.interfaces, { ...kept, command });
		expect(reading).toMatchObject({ command, outcome: { kind: 'ok', value: [{ name: 'lo' }] } });
	}
	const refused = { kind: 'denied', why: 'no' } as const;
	const still = readAnew(probes.interfaces, { ...kept, command: '', outcome: refused });
	expect(still.outcome).toEqual(refused);
});

test('signal and time limit reach the shell', async () => {
	const { shell, asked } = phone({ cat: said(DEV) });
	const { signal } = new AbortController();
	await runProbe(probes.interfaces, shell, { signal });
	expect(asked[0]?.options?.signal).toBe(signal);
	expect(asked[0]?.options?.timeout).toBeGreaterThan(1000);
});

test('a huge answer is read whole, kept in part, and says so', async () => {
	const rows = '\n'.repeat(MAX_RAW);
	const { shell } = phone({
		cat: said(`${DEV}${rows}wlan0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n`),
	});
	const reading = await runProbe(probes.interfaces, shell);
	expect(reading.outcome).toMatchObject({ kind: 'ok', value: [{ name: 'lo' }, { name: 'wlan0' }] });
	expect(reading.raw.length).toBeLessThan(MAX_RAW + 200);
	expect(reading.raw.startsWith(DEV)).toBe(true);
	expect(reading.raw.endsWith('15 16\n')).toBe(true);
	expect(reading.raw).toMatch(/\d+ characters left out here/);
});
