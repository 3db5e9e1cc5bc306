// Readings against the kernel that they are of: what iproute2, asked from outside, says of the same moment.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InterfaceCounters } from '#lib/model/counters.ts';
import type { Neighbour } from '#lib/model/neighbour.ts';
import type { Socket } from '#lib/model/socket.ts';
import { describePhone } from './host/describe.ts';
import { around, expectAmid, inNetwork, jsonOf } from './host/kernel.ts';
import { readerOf, type Reader } from './host/reading.ts';
import { PROFILE_NAMES, startPhone, type Phone } from './start.ts';

const STATES: Readonly<Record<string, string>> = {
	ESTAB: 'established',
	UNCONN: 'close',
	'FIN-WAIT-1': 'fin-wait-1',
	'FIN-WAIT-2': 'fin-wait-2',
	'TIME-WAIT': 'time-wait',
	'CLOSE-WAIT': 'close-wait',
	'LAST-ACK': 'last-ack',
	'SYN-SENT': 'syn-sent',
	'SYN-RECV': 'syn-recv',
	LISTEN: 'listen',
	CLOSING: 'closing',
};

/** `[::ffff:192.0.2.1]:80`, `*:53`, `192.0.2.1%wlan0:*` of ss as a reading has them. */
function endOf(text: string): string {
	const colon = text.lastIndexOf(':');
	const port = text.slice(colon + 1);
	const address = text
		.slice(0, colon)
		.replace(/^\[|\]$/g, '')
		.replace(/%.*$/, '')
		.replace(/^::ffff:(?=\d)/, '')
		.replace(/^\*$/, '::');
	return `${address} ${port === '*' ? '0' : port}`;
}

/** One line a socket: protocol, state, both ends, and the owner where the kernel tells one. */
async function socketsBySs(phone: Phone): Promise<readonly string[]> {
	const lines = (await inNetwork(phone, 'ss', '-H', '-tuan', '-e')).trimEnd().split('\n');
	return lines.map((line) => {
		const [protocol, state = '', , , local = '', remote = ''] = line.split(/\s+/);
		const owner = /\buid:(\d+)/.exec(line)?.[1] ?? '0';
		return `${protocol} ${STATES[state]} ${endOf(local)} ${endOf(remote)} ${owner}`;
	});
}

const socketLine = ({ protocol, state, local, remote, uid }: Socket): string =>
	`${protocol} ${state} ${local.address} ${local.port} ${remote.address} ${remote.port} ${uid ?? 0}`;

interface LinkOfIp {
	readonly ifname: string;
	readonly stats64: Readonly<Record<'rx' | 'tx', Readonly<Record<string, number>>>>;
}

/** Every number that a reading of interfaces and `ip -s link` both tell, by name. */
function counted({ rx, tx }: InterfaceCounters): Readonly<Record<string, number>> {
	return {
		'rx.bytes': rx.bytes,
		'rx.packets': rx.packets,
		'rx.errors': rx.errs,
		'rx.dropped': rx.drop,
		'rx.multicast': rx.multicast,
		'tx.bytes': tx.bytes,
		'tx.packets': tx.packets,
		'tx.errors': tx.errs,
		'tx.dropped': tx.drop,
		'tx.collisions': tx.colls,
	};
}

function countedByIp({ stats64 }: LinkOfIp, name: string): number | undefined {
	const [way = 'rx', key = ''] = name.split('.');
	return way === 'rx' || way === 'tx' ? stats64[way][key] : undefined;
}

interface NeighbourOfIp {
	readonly dst: string;
	readonly dev: string;
	readonly lladdr?: string;
	readonly state: readonly string[];
}

async function neighboursByIp(phone: Phone): Promise<readonly string[]> {
	const rows = (await jsonOf(phone, 'ip', '-j', 'neigh')) as readonly NeighbourOfIp[];
	return rows.map(({ dst, dev, lladdr, state }) => `${dst} ${dev} ${lladdr} ${state.join()}`);
}

const neighbourLine = ({ address, interface: dev, mac, state }: Neighbour): string =>
	`${address} ${dev} ${mac} ${state?.toUpperCase()}`;

/** `net.ipv4.tcp_ecn = 2` with the slashes of the file. */
const slashed = (line: string): string =>
	line.replace(/^[^ ]*/, (name) => name.replaceAll('.', '/'));

/** ss -tu lists these. */
const COMPARED: ReadonlySet<string> = new Set(['tcp', 'udp']);

/** nstat lists what goes down again beside what only grows. */
const GAUGES: ReadonlySet<string> = new Set(['TcpCurrEstab']);

await describePhone('readings and the kernel', ['ss', 'nstat', 'sysctl'], () => {
	describe.each(PROFILE_NAMES)('%s', (profile) => {
		let phone: Phone;
		let reader: Reader;

		beforeAll(async () => {
			phone = await startPhone({ profile });
			reader = await readerOf(phone);
			await Promise.all([10_123, 10_145, 10_167].map((uid) => phone.burst(uid, 4000)));
		});

		afterAll(async () => {
			await reader[Symbol.asyncDispose]();
			await phone.stop();
		});

		test('sockets are those of ss', async () => {
			const { reading, ...seen } = await around(
				() => socketsBySs(phone),
				() => reader.read('sockets'),
			);
			const told = reading.filter(({ protocol }) => COMPARED.has(protocol));
			expect(told.some(({ state }) => state === 'established')).toBe(true);
			expectAmid(told.map(socketLine), seen);
		});

		test('interfaces have counted what ip -s link has', async () => {
			const { reading, before, after } = await around(
				async () => (await jsonOf(phone, 'ip', '-s', '-j', 'link')) as readonly LinkOfIp[],
				() => reader.read('interfaces'),
			);
			const names = before.map(({ ifname }) => ifname);
			expect(reading.map(({ name }) => name).sort()).toEqual([...names].sort());
			for (const counters of reading) {
				const isOwn = ({ ifname }: LinkOfIp): boolean => ifname === counters.name;
				const [least, most] = [before.find(isOwn), after.find(isOwn)];
				if (least === undefined || most === undefined) throw new Error(counters.name);
				for (const [name, value] of Object.entries(counted(counters))) {
					expect(value, name).toBeGreaterThanOrEqual(countedByIp(least, name) ?? Infinity);
					expect(value, name).toBeLessThanOrEqual(countedByIp(most, name) ?? -Infinity);
				}
			}
		});

		test('neighbours are those of ip neigh', async () => {
			const { reading, ...seen } = await around(
				() => neighboursByIp(phone),
				() => reader.read('neighbours'),
			);
			expect(reading.map(({ address }) => address)).toContain('192.168.1.1');
			expectAmid(reading.map(neighbourLine), seen);
		});

		test('settings are what sysctl says', async () => {
			const rows = await reader.read('sysctl');
			const names = rows.map(({ key, interface: on }) => key.replace('*', on ?? '*'));
			expect(names).toContain('net/ipv4/conf/wlan0/rp_filter');
			const said = await inNetwork(phone, 'sysctl', ...names);
			expect(rows.map(({ value }, row) => `${names[row]} = ${value}`)).toEqual(
				said.trimEnd().replaceAll('\t', ' ').split('\n').map(slashed),
			);
		});

		test('protocols have counted what nstat has', async () => {
			const { reading, before, after } = await around(
				async () => {
					const said = await jsonOf(phone, 'nstat', '-a', '-s', '-z', '-j');
					return (said as { readonly kernel: Readonly<Record<string, number>> }).kernel;
				},
				() => reader.read('protocols'),
			);
			const values = new Map(
				reading.groups.flatMap(({ counters }) => counters.map(({ id, value }) => [id, value])),
			);
			const names = Object.keys(before).filter((name) => !GAUGES.has(name));
			expect(names.length).toBeGreaterThan(200);
			const off = names.filter((name) => {
				const value = values.get(name) ?? -1;
				return value < (before[name] ?? 0) || value > (after[name] ?? 0);
			});
			expect(off).toEqual([]);
		});
	});
});
