import { octetsOf } from '../base/ipOctets.ts';
import { ok, type Result } from '../base/result.ts';
import type { LinkAddress, NetworkLink } from '../model/link.ts';
import { prefixOf } from './ipWords.ts';
import {
	absent,
	fieldsOf,
	idNumber,
	isRemark,
	linesOf,
	malformed,
	type Unreadable,
} from './text.ts';

/** `include/uapi/linux/if.h`, IFF_*: the ones that `netcfg` is read for. */
const FLAGS: readonly (readonly [number, string])[] = [
	[0x1, 'UP'],
	[0x2, 'BROADCAST'],
	[0x8, 'LOOPBACK'],
	[0x10, 'POINTOPOINT'],
	[0x40, 'RUNNING'],
	[0x80, 'NOARP'],
	[0x1000, 'MULTICAST'],
];
const MAC = /^[\da-f]{2}(?::[\da-f]{2}){5}$/i;
const NETCFG_ROW = /^\S{1,15} (?:UP|DOWN) \S{1,18} 0x[\da-f]{8} /i;
const MAX_LINKS = 5_000;

type Draft = { -readonly [Key in keyof NetworkLink]: NetworkLink[Key] };

const draftOf = (name: string): Draft => ({
	...{ index: 0, name, flags: [], mtu: undefined, state: undefined, type: undefined },
	...{ mac: undefined, addresses: [] },
});

/**
 * Reads `ifconfig -a` of toybox (Android 6 on, `toys/net/ifconfig.c`), which needs no netlink: a device begins at the
 * margin, what is known of it stands indented below.
 */
export function parseIfconfig(text: string): Result<readonly NetworkLink[], Unreadable> {
	const links: Draft[] = [];
	for (const [index, line] of linesOf(text).entries()) {
		if (line.trim() === '' || isRemark(line)) continue;
		const words = fieldsOf(line);
		if (/^\s/.test(line)) {
			addDetail(links.at(-1), words);
			continue;
		}
		const link = headOf(words);
		if (link === undefined && links.length === 0) return absent('network devices');
		if (link === undefined || links.length === MAX_LINKS) {
			return malformed('a device and its "Link encap:"', index, line);
		}
		links.push(link);
	}
	return links.length === 0 ? absent('network devices') : ok(links);
}

/** `wlan0     Link encap:Ethernet  HWaddr 02:00:5e:00:53:01  Driver wlan` */
function headOf(words: readonly string[]): Draft | undefined {
	const encapsulation = valueOf(words, 'encap:');
	if (encapsulation === undefined) return undefined;
	const link = draftOf((words[0] ?? '').slice(0, 15));
	link.type = TYPES[encapsulation];
	const mac = words[words.indexOf('HWaddr') + 1] ?? '';
	if (MAC.test(mac)) link.mac = mac.toLowerCase();
	return link;
}

const TYPES: Readonly<Record<string, string>> = { Ethernet: 'ether', Local: 'loopback' };

function addDetail(link: Draft | undefined, words: readonly string[]): void {
	if (link === undefined) return;
	const [word = ''] = words;
	if (word === 'inet') addIpv4(link, words);
	else if (word === 'inet6') addIpv6(link, words);
	else if (words.some((one) => one.startsWith('MTU:'))) {
		link.flags = words.filter((one) => /^[A-Z]{2,12}$/.test(one));
		link.mtu = idNumber(valueOf(words, 'MTU:'));
	}
}

function addIpv4(link: Draft, words: readonly string[]): void {
	const address = valueOf(words, 'addr:');
	const mask = octetsOf(valueOf(words, 'Mask:') ?? '');
	if (address === undefined || octetsOf(address)?.length !== 4) return;
	const bits = mask?.map((octet) => octet.toString(2).replaceAll('0', '').length);
	const length = bits?.reduce((sum, count) => sum + count, 0);
	add(link, { address, prefixLength: length ?? 32, scope: undefined });
}

/** `inet6 addr: fe80::1/64 Scope: Link` */
function addIpv6(link: Draft, words: readonly string[]): void {
	const prefix = prefixOf(words.find((word) => word.includes('/')) ?? '', 6);
	if (prefix === undefined) return;
	const scope = words.at(words.indexOf('Scope:') + 1)?.toLowerCase();
	add(link, { address: prefix.address, prefixLength: prefix.length, scope });
}

function add(link: Draft, address: LinkAddress): void {
	if (link.addresses.length < 1000) link.addresses = [...link.addresses, address];
}

function valueOf(words: readonly string[], start: string): string | undefined {
	return words.find((word) => word.startsWith(start))?.slice(start.length);
}

/**
 * Reads `netcfg` of toolbox (Android 2 to 5, AOSP `toolbox/netcfg.c`):
 * `wlan0    UP    192.168.1.23/24  0x00001043 02:00:5e:00:53:23`.
 */
export function parseNetcfg(text: string): Result<readonly NetworkLink[], Unreadable> {
	const links: NetworkLink[] = [];
	for (const line of linesOf(text)) {
		const link = netcfgRow(fieldsOf(line));
		if (link !== undefined && links.length < MAX_LINKS) links.push(link);
	}
	return links.length === 0 ? absent('network devices') : ok(links);
}

function netcfgRow(fields: readonly string[]): NetworkLink | undefined {
	if (fields.length < 5 || !NETCFG_ROW.test(fields.join(' '))) {
		return undefined;
	}
	const [name = '', state = '', address = '', word = '', mac = ''] = fields;
	const prefix = prefixOf(address, 4);
	if (prefix === undefined) return undefined;
	const flags = FLAGS.filter(([bit]) => (Number(word) & bit) !== 0).map(([, flag]) => flag);
	const own = { address: prefix.address, prefixLength: prefix.length, scope: undefined };
	return {
		...{ index: 0, name, flags, mtu: undefined, state: state.toLowerCase(), type: undefined },
		mac: MAC.test(mac) && !/^[0:]+$/.test(mac) ? mac.toLowerCase() : undefined,
		addresses: prefix.address === '0.0.0.0' ? [] : [own],
	};
}
