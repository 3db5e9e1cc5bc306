// The firewall as it is read against what was set up, and its counters against packets that were sent.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Firewall, Rule } from '#lib/model/firewall.ts';
import { describePhone } from './host/describe.ts';
import { inNetwork } from './host/kernel.ts';
import { readerOf, type Reader } from './host/reading.ts';
import { startPhone, type Phone, type ProfileName } from './start.ts';

/** `TABLE FAMILY CHAIN TARGET` of every rule, in order, as the profile sets them up. */
async function rulesSetUp(profile: ProfileName): Promise<readonly string[]> {
	const file = new URL(`profiles/${profile}/netfilter.txt`, import.meta.url);
	const lines = (await readFile(file, 'utf8')).split('\n');
	let table = '';
	const rules: string[] = [];
	for (const line of lines) {
		if (line.startsWith('*')) table = line.slice(1);
		const [, only, chain] = /^(?:-([46]) )?-A (\S+)/.exec(line) ?? [];
		const target = / -[jg] (\S+)/.exec(line)?.[1];
		const families = only === undefined ? ['ipv4', 'ipv6'] : [`ipv${only}`];
		if (chain === undefined) continue;
		rules.push(...families.map((family) => `${table} ${family} ${chain} ${target}`));
	}
	return rules;
}

const rulesRead = ({ tables }: Firewall): readonly string[] =>
	tables.flatMap(({ name, family, chains }) =>
		chains.flatMap((chain) =>
			chain.rules.map(({ target }) => `${name} ${family} ${chain.name} ${target}`),
		),
	);

function ruleOf(
	{ tables }: Firewall,
	family: string,
	target: string,
	chain: string,
): Rule | undefined {
	const filter = tables.find((table) => table.name === 'filter' && table.family === family);
	const rules = filter?.chains.find(({ name }) => name === chain)?.rules;
	return rules?.find((rule) => rule.target === target);
}

/** Datagrams towards the Internet, all of one moment; the firewall refuses them, which the sender is told. */
async function sendDatagrams(phone: Phone, uid: number, count: number): Promise<void> {
	const script = `for i in $(seq ${count}); do echo x >/dev/udp/198.51.100.30/9; done 2>/dev/null; true`;
	const as = [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];
	await inNetwork(phone, 'setpriv', ...as, 'bash', '-c', script);
}

const PATIENCE = { timeout: 15_000, interval: 200 };
const BLOCKED = 10_188;
const DATAGRAMS = 7;

/** Who logs what nobody may send, under which name. */
const LOGGING = [
	{ profile: 'rooted-13', chain: 'afwall-reject', prefix: '{AFL}' },
	{ profile: 'old-9', chain: 'oem_out', prefix: 'oem_blocked' },
] as const;

await describePhone('the firewall', ['setpriv', 'bash'], () => {
	describe.each(LOGGING)('$profile', ({ profile, chain, prefix }) => {
		let phone: Phone;
		let reader: Reader;

		beforeAll(async () => {
			phone = await startPhone({ profile });
			reader = await readerOf(phone);
		});

		afterAll(async () => {
			await reader[Symbol.asyncDispose]();
			await phone.stop();
		});

		test('firewall rules are those set up', async () => {
			const read = rulesRead(await reader.read('firewall'));
			expect([...read].sort()).toEqual([...(await rulesSetUp(profile))].sort());
		});

		test('a rule has counted each packet that it met, and the log has them', async () => {
			const hits = async (): Promise<number> => {
				const rule = ruleOf(await reader.read('firewall'), 'ipv4', 'LOG', chain);
				return rule?.packets ?? Number.NaN;
			};
			const before = await hits();
			await sendDatagrams(phone, BLOCKED, DATAGRAMS);
			expect(await hits()).toBe(before + DATAGRAMS);
			await vi.waitFor(async () => {
				const { packets } = await reader.read('kernelLog');
				const own = packets.filter(({ uid }) => uid === BLOCKED);
				expect(own).toHaveLength(DATAGRAMS);
				expect(own[0]).toMatchObject({
					prefix,
					out: 'wlan0',
					source: '192.168.1.42',
					destination: '198.51.100.30',
					destinationPort: 9,
					protocol: 'UDP',
					length: 30,
				});
			}, PATIENCE);
		});
	});
});
