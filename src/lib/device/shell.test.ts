import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	hostOf,
	notRunning,
	running,
	sessionOf,
	type Host,
} from '../../../tests/device/connected.ts';
import { HOSTILE } from '../../../tests/device/hostile.ts';
import { describePhone } from '../../../tests/phone/host/describe.ts';
import { PROFILE_NAMES, startPhone, type Phone } from '../../../tests/phone/start.ts';
import type { Shell } from '../ports/shell.ts';

/** Prints each further argument between brackets. */
const SHOW = ['printf', '[%s]\\n'];

await describePhone('commands on a virtual phone', [], () => {
	describe.each(PROFILE_NAMES)('%s', (profile) => {
		let phone: Phone;
		let host: Host;
		let shell: Shell;

		beforeAll(async () => {
			phone = await startPhone({ profile });
			host = hostOf(phone);
			({ shell } = await sessionOf(host, phone));
		});
		afterAll(async () => {
			await host[Symbol.asyncDispose]();
			await phone.stop();
		});

		/** Old phones send standard error in between: only newer ones tell the two apart. */
		const apart = profile !== 'old-9';
		/** The oldest protocol takes 4 KiB for a whole command. */
		const fitting = HOSTILE.filter(([, word]) => apart || word.length < 2000);

		test('arguments arrive as they were meant', async () => {
			const words = fitting.map(([, word]) => word);
			const result = await shell.run([...SHOW, ...words]);
			expect(result).toMatchObject({
				ok: true,
				value: { stdout: words.map((word) => `[${word}]\n`).join(''), exit: 0 },
			});
		});

		test('exit code and output of a command', async () => {
			const result = await shell.run(['sh', '-c', 'printf out; printf err >&2; exit 7']);
			const value = apart
				? { stdout: 'out', stderr: 'err', exit: 7 }
				: { stdout: 'outerr', stderr: '', exit: 7 };
			expect(result).toEqual({ ok: true, value });
		});

		test('output is not changed: no line end at the end, \\r\\n, a byte order mark, bad UTF-8', async () => {
			const format = '\\357\\273\\277a\\r\\n\\r\\nb\\377';
			const result = await shell.run(['printf', format]);
			expect(result).toMatchObject({ value: { stdout: '\ufeffa\r\n\r\nb\ufffd' } });
		});

		test('a program that is not there', async () => {
			const result = await shell.run(['no-such-program']);
			expect(result).toMatchObject({ ok: true, value: { exit: 127 } });
			expect(JSON.stringify(result)).toContain('no-such-program');
		});

		test('a command that shows the processes shows ours and ends well', async () => {
			const result = await shell.run(['sh', '-c', 'cat /proc/[0-9]*/cmdline']);
			expect(result).toMatchObject({ ok: true, value: { exit: 0 } });
			expect(JSON.stringify(result)).toContain('/proc/[0-9]*/cmdline');
		});

		test('a large answer', async () => {
			const result = await shell.run(['sh', '-c', 'yes 0123456789abcde | head -n 200000']);
			expect(result).toMatchObject({ ok: true, value: { exit: 0 } });
			if (result.ok) expect(result.value.stdout.length).toBe(200_000 * 16);
		});

		test('no input: a command that reads ends', async () => {
			expect(await shell.run(['cat'])).toMatchObject({ value: { stdout: '', exit: 0 } });
		});

		test('NUL and nothing are refused before anything is sent', async () => {
			expect(await shell.run(['echo', 'a\0b'])).toMatchObject({ error: { kind: 'refused' } });
			expect(await shell.run([])).toMatchObject({ error: { kind: 'refused' } });
			expect(await shell.stream(['\0'])).toMatchObject({ error: { kind: 'refused' } });
		});

		test('what no phone can take is refused with its length', async () => {
			const result = await shell.run(['echo', 'x'.repeat(200_000)]);
			expect(result).toMatchObject({ ok: false, error: { kind: 'refused' } });
			expect(JSON.stringify(result)).toMatch(/200\d{3} bytes/);
		});

		test('time-out and cancel are results, and end the command on the phone', async () => {
			expect(await shell.run(['sleep', '4321'], { timeout: 50 })).toEqual({
				ok: false,
				error: { kind: 'timed-out', after: 50 },
			});
			const cancel = new AbortController();
			const cancelled = shell.run(['sleep', '4322'], { signal: cancel.signal });
			await running(phone, 'sleep 4322');
			cancel.abort();
			expect(await cancelled).toEqual({ ok: false, error: { kind: 'cancelled' } });
			await notRunning(phone, 'sleep 432');
			expect(await shell.run(['echo', 'x'], { signal: cancel.signal })).toEqual({
				ok: false,
				error: { kind: 'cancelled' },
			});
		});

		test('a stream gives output as it comes, then standard error and exit code', async () => {
			const script = 'echo first; read x </data/local/tmp/go; echo second; echo bad >&2; exit 9';
			await shell.run(['sh', '-c', 'rm -f /data/local/tmp/go; mkfifo /data/local/tmp/go']);
			const started = await shell.stream(['sh', '-c', script]);
			if (!started.ok) throw new Error(JSON.stringify(started));
			const { stdout, stderr, exit } = started.value;
			const reader = stdout.getReader();
			expect(new TextDecoder().decode((await reader.read()).value)).toBe('first\n');
			await shell.run(['sh', '-c', 'echo >/data/local/tmp/go']);
			expect(new TextDecoder().decode((await reader.read()).value)).toBe('second\n');
			expect(await reader.read()).toMatchObject({ done: true });
			expect(await new Response(stderr).text()).toBe('bad\n');
			expect(await exit).toEqual({ ok: true, value: 9 });
		});

		test('interrupt reaches the command, which ends in its own way', async () => {
			const script = 'trap "echo bye; exit 5" INT; echo on; while :; do sleep 0.05; done';
			const started = await shell.stream(['sh', '-c', script]);
			if (!started.ok) throw new Error(JSON.stringify(started));
			const reader = started.value.stdout.getReader();
			await reader.read();
			await started.value.stop('interrupt');
			expect(new TextDecoder().decode((await reader.read()).value)).toBe('bye\n');
			expect(await reader.read()).toMatchObject({ done: true });
			expect(await started.value.exit).toEqual({ ok: true, value: 5 });
		});

		test('kill ends what ignores everything else', async () => {
			const started = await shell.stream(['sh', '-c', 'trap "" INT HUP TERM; sleep 4323; :']);
			if (!started.ok) throw new Error(JSON.stringify(started));
			await running(phone, 'sleep 4323');
			await started.value.stop('kill');
			await new Response(started.value.stdout).text();
			await started.value.exit;
			await notRunning(phone, 'trap "" INT HUP TERM');
		});

		test('root where there is a way, a refusal where not', async () => {
			const result = await shell.run(['sh', '-c', 'id -u; echo "$1"', 'sh', "it's $(id)"], {
				root: true,
			});
			expect(result).toMatchObject(
				profile === 'rooted-13'
					? { ok: true, value: { stdout: "0\nit's $(id)\n", exit: 0 } }
					: { ok: false, error: { kind: 'refused' } },
			);
		});
	});
});
