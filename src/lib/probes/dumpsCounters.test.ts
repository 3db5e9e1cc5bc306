import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { allCounters } from '../analysis/protocols.ts';
import { probes } from './index.ts';
import { readAnswer } from './probe.ts';

// Output of real phones, kept beside the project: read in place, never copied. Sums are checked against awk.
const dumps = new URL('../../../../shared/dumps/', import.meta.url);
const XFRM = 'android10-sailfish-aosp-userdebug/proc_net_xfrm_stat.txt';

describe.skipIf(!existsSync(dumps))('dumps of real phones (../shared/dumps)', () => {
	test('IPsec counters of an Android 10', () => {
		const path = fileURLToPath(new URL(XFRM, dumps));
		const section = readFileSync(path, 'utf8').replace(/^------ .*\n/, '');
		const outcome = readAnswer(probes.protocols, `@@xfrm_stat\n${section}`);
		const counters = outcome.kind === 'ok' ? allCounters(outcome.value) : [];
		const rows = execFileSync('awk', ['/^Xfrm/ { print $1, $2 }', path], { encoding: 'utf8' });
		expect(counters.map(({ id, value }) => `${id} ${value}`)).toEqual(rows.trim().split('\n'));
		expect(counters.length).toBeGreaterThan(20);
	});
});
