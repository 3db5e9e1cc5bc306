import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasTshark } from '../../../tests/conformance/tshark.ts';
import {
	LINK_ETHERNET,
	LINK_RAW,
	Pcapng,
	type Option,
	type Packet,
} from '../../../tests/fixtures/captures.ts';
import {
	ascii,
	ETHER_IPV4,
	ethernet,
	ip4,
	ip6,
	ipv4,
	udp,
	zeros,
	type Octets,
} from '../../../tests/fixtures/packets.ts';
import { allFlows, readCapture } from '../../../tests/fixtures/readCapture.ts';

const PHONE = '192.0.2.1';
const SERVER = '198.51.100.7';

/** A datagram from a port of its own, so that it has a flow of its own. */
function raw(port: number, payload: Octets = [1, 2, 3]): Packet {
	const datagram = udp({ from: port, to: 9 }, payload);
	return { bytes: ipv4({ from: PHONE, to: SERVER, protocol: 17 }, datagram) };
}

const framed = (port: number): Packet => ({ bytes: ethernet(ETHER_IPV4, raw(port).bytes) });

const IF_NAME = 2;
const COMMENT = 1;
const FLAGS = 2;
const IF_RECEIVED = 4;
const IF_DROPPED = 5;

const named = (name: string): readonly Option[] => [[IF_NAME, ascii(name)]];
const comment = (text: string): readonly Option[] => [[COMMENT, ascii(text)]];
const flags = (file: Pcapng, value: number): readonly Option[] => [[FLAGS, file.number(value)]];

describe('interfaces', () => {
	test.each([false, true])('of every section, and which packets came by them; %s', (bigEndian) => {
		const file = new Pcapng().section(bigEndian);
		file.interface(LINK_ETHERNET, named('wlan0')).interface(LINK_RAW, named('rmnet_data1'));
		file.packet(1, 0n, raw(1000)).packet(0, 0n, framed(1001)).obsoletePacket(1, raw(1002));
		file.section(!bigEndian).interface(LINK_RAW).simplePacket(raw(1003)).packet(0, 0n, raw(1004));
		const reader = readCapture(file.bytes);
		const untold = { kind: 'pcapng', received: undefined, dropped: undefined };
		expect(reader.notes().interfaces).toEqual([
			{ ...untold, id: 0, section: 0, name: 'wlan0', linkType: LINK_ETHERNET },
			{ ...untold, id: 1, section: 0, name: 'rmnet_data1', linkType: LINK_RAW },
			{ ...untold, id: 0, section: 1, name: undefined, linkType: LINK_RAW },
		]);
		expect(allFlows(reader).map(({ nic }) => nic)).toEqual([2, 1, 2, 3, 3]);
	});

	test.each([false, true])('what they counted: the last word holds; big-endian %s', (bigEndian) => {
		const file = new Pcapng().section(bigEndian).interface(LINK_RAW).interface(LINK_RAW);
		const counts = (received: bigint, dropped: bigint): readonly Option[] => [
			[3, file.number(77n)],
			[IF_RECEIVED, file.number(received)],
			[IF_DROPPED, file.number(dropped)],
		];
		file.statistics(1, counts(5n, 0n)).statistics(1, counts((1n << 33n) + 1n, 2n));
		file.statistics(2, counts(8n, 8n)).statistics(0, [[IF_DROPPED, file.number(0n)]]);
		const reader = readCapture(file.statistics(0, [[IF_RECEIVED, zeros(4)]]).bytes);
		expect(reader.status().stop).toBeUndefined();
		expect(reader.notes().interfaces).toMatchObject([
			{ received: undefined, dropped: 0 },
			{ received: 2 ** 33 + 1, dropped: 2 },
		]);
	});

	test('counters that nobody counted are not told', () => {
		const file = new Pcapng().section().interface(LINK_RAW);
		file.statistics(0, [[IF_RECEIVED, file.number((1n << 64n) - 1n)]]);
		expect(readCapture(file.bytes).notes().interfaces[0]?.received).toBeUndefined();
	});

	test('a name is printable whatever it holds', () => {
		const file = new Pcapng().section().interface(LINK_RAW, [[IF_NAME, [0x77, 0, 0xc3, 0x5c]]]);
		expect(readCapture(file.bytes).notes().interfaces[0]?.name).toBe('w\\000\\195\\092');
	});

	test('thousands are read; those without room for a record lose only that', () => {
		const file = new Pcapng().section();
		for (let index = 0; index < 3000; index += 1) {
			file.interface(index % 2 === 0 ? LINK_ETHERNET : LINK_RAW);
		}
		file.packet(2999, 0n, raw(1000)).packet(2998, 0n, framed(1001)).packet(9, 0n, raw(1002));
		const all = readCapture(file.bytes);
		expect(all.status()).toMatchObject({ flows: 3, undecoded: 0, evicted: 0, stop: undefined });
		expect(allFlows(all).map(({ nic }) => nic)).toEqual([3000, 2999, 10]);
		const few = readCapture(file.bytes, [], { notes: 10 });
		expect(few.status()).toMatchObject({ flows: 3, undecoded: 0, evicted: 2990, stop: undefined });
		expect(allFlows(few).map(({ nic }) => nic)).toEqual([undefined, undefined, 10]);
	});

	test('sections without end take no more memory than one', () => {
		const file = new Pcapng();
		for (let index = 0; index < 2000; index += 1) file.section().interface(LINK_RAW);
		const { bytes } = file.packet(0, 0n, raw(1000));
		const reader = readCapture(bytes, [], { notes: 1 });
		expect(reader.status()).toMatchObject({ packets: 1, flows: 1, evicted: 1999 });
		const once = readCapture(new Pcapng().section().interface(LINK_RAW).bytes, [], { notes: 1 });
		expect(reader.memory() - once.memory()).toBeLessThan(1 << 20);
	});

	test('more than any capture has are damage', () => {
		const head = new Pcapng().section().bytes;
		const one = new Pcapng().section().interface(LINK_RAW).bytes.subarray(head.length);
		const many = new Uint8Array(head.length + 65_537 * one.length);
		many.set(head);
		for (let at = head.length; at < many.length; at += one.length) many.set(one, at);
		const offset = head.length + 65_536 * one.length;
		expect(readCapture(many).status().stop).toEqual({ offset, reason: 'malformed' });
		expect(readCapture(many.subarray(0, offset)).status().stop).toBeUndefined();
	});
});

describe('options of packets', () => {
	const UNICAST = 1 << 2;
	const MULTICAST = 2 << 2;
	const BROADCAST = 3 << 2;
	const PROMISCUOUS = 4 << 2;

	test.each([
		{ what: 'outbound', value: 2, phone: 'a' },
		{ what: 'inbound', value: 1, phone: 'b' },
		{ what: 'inbound, and more besides', value: 0xab00_0061 | UNICAST, phone: 'b' },
		{ what: 'inbound for everybody', value: 1 | BROADCAST, phone: undefined },
		{ what: 'inbound for many', value: 1 | MULTICAST, phone: undefined },
		{ what: 'overheard', value: 1 | PROMISCUOUS, phone: undefined },
		{ what: 'outbound to everybody', value: 2 | BROADCAST, phone: 'a' },
		{ what: 'no direction', value: UNICAST, phone: undefined },
	])('flags: $what', ({ value, phone }) => {
		for (const bigEndian of [false, true]) {
			const file = new Pcapng().section(bigEndian).interface(LINK_RAW);
			file.packet(0, 0n, raw(1000), [[4, zeros(8)], ...flags(file, value)]);
			file.obsoletePacket(0, raw(1001), flags(file, value));
			const flows = allFlows(readCapture(file.bytes));
			expect(flows.map((flow) => flow.phone)).toEqual([phone, phone]);
		}
	});

	test.each([
		{ text: 'u-10234', uid: 10_234 },
		{ text: 'u-0', uid: 0 },
		{ text: 'u-2147483647', uid: 2_147_483_647 },
		{ text: 'u--1', uid: undefined },
		{ text: 'u-2147483648', uid: undefined },
		{ text: 'u-99999999999', uid: undefined },
		{ text: 'u-', uid: undefined },
		{ text: 'u-12x', uid: undefined },
		{ text: 'U-12', uid: undefined },
		{ text: '', uid: undefined },
	])('comment "$text"', ({ text, uid }) => {
		const file = new Pcapng().section().interface(LINK_RAW);
		file.packet(0, 0n, raw(1000), comment(text));
		expect(readCapture(file.bytes).flow(0).uid).toBe(uid);
	});

	test('the uid stands among other comments, and is of its packet alone', () => {
		const file = new Pcapng().section().interface(LINK_RAW);
		file.packet(0, 0n, raw(1000), [...comment('seen'), ...comment('u-7'), ...comment('late')]);
		file.packet(0, 0n, raw(1001));
		expect(allFlows(readCapture(file.bytes)).map(({ uid }) => uid)).toEqual([7, undefined]);
	});

	test.each([
		{ what: 'one byte too long', size: 5 },
		{ what: 'longer than any', size: 0xffff },
	])('a length that lies ends the list, not the packet: $what', ({ size }) => {
		const file = new Pcapng().section().interface(LINK_RAW);
		const options: Octets = [2, 0, 4, 0, 2, 0, 0, 0, 1, 0, size & 255, size >> 8, ...ascii('u-77')];
		const { bytes } = raw(1000);
		const body = [...zeros(12), bytes.length, 0, 0, 0, bytes.length, 0, 0, 0, ...bytes, 0];
		const reader = readCapture(file.block(6, [...body, ...options]).bytes);
		expect(bytes.length & 3).toBe(3);
		expect(reader.status()).toMatchObject({ packets: 1, stop: undefined });
		expect(reader.flow(0)).toMatchObject({ uid: undefined, phone: 'a' });
	});
});

describe('names of addresses', () => {
	const entries: readonly Option[] = [
		[1, [...ip4('192.0.2.53'), ...ascii('dns.example\0backup.example\0')]],
		[3, [...zeros(6), ...ascii('a mac\0')]],
		[2, [...ip6('2001:db8::53'), ...ascii('six.example\0')]],
	];
	const hosts = [
		{ address: '192.0.2.53', name: 'dns.example' },
		{ address: '192.0.2.53', name: 'backup.example' },
		{ address: '2001:db8::53', name: 'six.example' },
	];

	test.each([false, true])('each of them; big-endian %s', (bigEndian) => {
		const reader = readCapture(new Pcapng().section(bigEndian).resolution(entries).bytes);
		expect(reader.notes().hosts).toEqual(hosts);
	});

	test('hostile ones: without an end, without a name, without an address, of any bytes', () => {
		const file = new Pcapng().section().resolution([
			[1, [...ip4('192.0.2.1'), ...ascii('open')]],
			[1, [...ip4('192.0.2.2'), 0, 0]],
			[1, [192, 0]],
			[2, ip6('2001:db8::1').slice(4)],
			[1, [...ip4('192.0.2.3'), 0x20, 0x2e, 0xff, 0]],
		]);
		expect(readCapture(file.bytes).notes().hosts).toEqual([
			{ address: '192.0.2.1', name: 'open' },
			{ address: '192.0.2.3', name: '\\032.\\255' },
		]);
	});

	test('a record longer than its block ends it', () => {
		const lying = [1, 0, 200, 0, ...ip4('192.0.2.9'), ...ascii('no\0\0')];
		const file = new Pcapng().section().block(4, lying).resolution(entries);
		const reader = readCapture(file.bytes);
		expect(reader.notes().hosts).toEqual(hosts);
		expect(reader.status().stop).toBeUndefined();
	});

	test('as many as there is room for', () => {
		const reader = readCapture(new Pcapng().section().resolution(entries).bytes, [], { notes: 2 });
		expect(reader.notes().hosts).toEqual(hosts.slice(0, 2));
		expect(reader.status().evicted).toBe(1);
	});

	test('of a block too large to be held at once, those at its beginning', () => {
		const filler = new Array<Option>(30).fill([9, zeros(40_000)]);
		const { bytes } = new Pcapng().section().resolution([...entries, ...filler, ...entries]);
		const reader = readCapture(bytes);
		expect(reader.status().stop).toBeUndefined();
		expect(reader.notes().hosts).toEqual(hosts);
	});
});

describe('decryption secrets', () => {
	const TLS_KEY_LOG = 0x544c534b;
	const log = ascii('CLIENT_RANDOM 00 11\n');

	test.each([false, true])('where they stand in the file; big-endian %s', (bigEndian) => {
		const file = new Pcapng().section(bigEndian).secrets(TLS_KEY_LOG, log).secrets(5, []);
		const { secrets } = readCapture(file.bytes).notes();
		expect(secrets).toMatchObject([{ type: TLS_KEY_LOG }, { type: 5, length: 0 }]);
		const { offset = 0, length = 0 } = secrets[0] ?? {};
		expect([...file.bytes.subarray(offset, offset + length)]).toEqual(log);
	});

	test('of any size', () => {
		const many = new Array<number>(1_500_000).fill(10);
		const file = new Pcapng().section().secrets(TLS_KEY_LOG, many).interface(LINK_RAW);
		const reader = readCapture(file.packet(0, 0n, raw(1000)).bytes);
		expect(reader.notes().secrets).toEqual([{ type: TLS_KEY_LOG, offset: 44, length: 1_500_000 }]);
		expect(reader.status()).toMatchObject({ packets: 1, stop: undefined });
	});

	test.each([5, 0x7fffffff, 0xffffffff])(
		'that say they are %i bytes, of four, are none',
		(size) => {
			const file = new Pcapng().section();
			file.block(10, [...file.number(TLS_KEY_LOG), ...file.number(size), 1, 2, 3, 4]);
			const reader = readCapture(file.block(10, [1, 0, 0, 0]).bytes);
			expect(reader.notes().secrets).toEqual([]);
			expect(reader.status().stop).toBeUndefined();
		},
	);
});

describe('the uid map of PCAPdroid', () => {
	test.each([false, true])('package and label; big-endian %s', (bigEndian) => {
		const file = new Pcapng().section(bigEndian);
		file.uidMap(10_234, ascii('com.example.app'), ascii('An app')).uidMap(0, ascii('root'), []);
		file.uidMap(1000, ascii('android'), [0xc3, 0x9c, 0x0a]);
		expect(readCapture(file.bytes).notes().uids).toEqual([
			{ uid: 10_234, package: 'com.example.app', label: 'An app' },
			{ uid: 0, package: 'root', label: undefined },
			{ uid: 1000, package: 'android', label: '\\195\\156\\010' },
		]);
	});

	const good = [...[0xbc, 0xf4, 0, 0], 1, 0, 1, 0, 7, 0, 0, 0, 1, 1, 0x61, 0x62];

	test.each([
		{ what: 'as it is', body: good, uids: 1 },
		{ what: "another's", body: good.with(0, 0xbd), uids: 0 },
		{ what: 'another version', body: good.with(4, 2), uids: 0 },
		{ what: 'another type', body: good.with(6, 2), uids: 0 },
		{ what: 'no uid', body: good.map((byte, at) => (at >> 2 === 2 ? 255 : byte)), uids: 0 },
		{ what: 'a name longer than the block', body: good.with(12, 2), uids: 0 },
		{ what: 'names longer than any', body: good.with(12, 255).with(13, 255), uids: 0 },
		{ what: 'cut', body: good.slice(0, 12), uids: 0 },
		{ what: 'nothing', body: [], uids: 0 },
	])('a custom block: $what', ({ body, uids }) => {
		for (const type of [0x0bad, 0x40000bad]) {
			const reader = readCapture(new Pcapng().section().block(type, body).bytes);
			expect(reader.notes().uids).toHaveLength(uids);
			expect(reader.status().stop).toBeUndefined();
		}
	});
});

test.runIf(hasTshark())('tshark says the same of interfaces, directions and comments', () => {
	const file = new Pcapng().section(true).interface(LINK_RAW, named('tun0'));
	file.interface(LINK_ETHERNET, [...named('wlan0'), [9, [9]]]);
	file.packet(1, 7n, framed(1000), flags(file, 1)).packet(0, 9n, raw(1001), flags(file, 2));
	file.packet(0, 11n, raw(1002), [...comment('u-5'), ...flags(file, 0)]).statistics(0, []);
	const fields = ['frame.interface_name', 'frame.packet_flags_direction', 'udp.srcport'];
	const said = askTshark(file.bytes, [...fields, 'frame.comment']);
	const reader = readCapture(file.bytes);
	const { interfaces } = reader.notes();
	const ours = allFlows(reader).map(({ nic = 0, phone, a, uid }) => {
		const direction = phone === undefined ? 0 : phone === 'a' ? 2 : 1;
		const told = uid === undefined ? '' : `u-${uid}`;
		return [interfaces[nic - 1]?.name, `0x${'0'.repeat(7)}${direction}`, a.port, told].join('\t');
	});
	expect(ours).toEqual(said);
});

function askTshark(bytes: Uint8Array, fields: readonly string[]): readonly string[] {
	const folder = mkdtempSync(join(tmpdir(), 'notes-'));
	try {
		const path = join(folder, 'notes.pcapng');
		writeFileSync(path, bytes);
		const asked = fields.flatMap((field) => ['-e', field]);
		const said = execFileSync('tshark', ['-n', '-r', path, '-T', 'fields', ...asked], {
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		return said.toString().split('\n').filter(Boolean);
	} finally {
		rmSync(folder, { recursive: true });
	}
}
