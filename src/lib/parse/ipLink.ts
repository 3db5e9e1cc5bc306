import { ok, type Result } from '../base/result.ts';
import type { LinkAddress, NetworkLink } from '../model/link.ts';
import { isIpRemark, prefixOf } from './ipWords.ts';
import { absent, fieldsOf, idNumber, linesOf, malformed, type Unreadable } from './text.ts';

const MAX_LINKS = 5_000;
const MAX_ADDRESSES = 1_000;
/** `3: wlan0: <UP>` of every version; `3: wlan0    inet ...` of `-o addr`. A name has 15 characters at most. */
const HEAD = /^(\d{1,9}): ([^\s:@]{1,15})(?:@[^\s:]{1,15})?(?::|\s|$)/;

type Draft = { -readonly [Key in keyof NetworkLink]: NetworkLink[Key] };

/**
 * Reads `ip link` and `ip addr` (iproute2 `ip/ipaddress.c`), with or without -o and -s, one after the other: what
 * they say of one device is put together by its number. `wlan0@NONE` is called wlan0; `link/[519]` is a type that the
 * phone's old iproute2 has no word for.
 */
export function parseIpLink(text: string): Result<readonly NetworkLink[], Unreadable> {
	const links = new Map<number, Draft>();
	let current: Draft | undefined;
	for (const [index, line] of linesOf(text).entries()) {
		if (line.trim() === '' || isIpRemark(line)) continue;
		// With -o a device is one line, a backslash where the others break it.
		for (const part of line.split('\\')) {
			if (/^\s/.test(part)) {
				addDetail(current, fieldsOf(part));
				continue;
			}
			current = headOf(part, links);
			if (current === undefined || links.size > MAX_LINKS) {
				return malformed('the number and name of a device', index, line);
			}
		}
	}
	return links.size === 0 ? absent('network devices') : ok([...links.values()]);
}

function headOf(line: string, links: Map<number, Draft>): Draft | undefined {
	const [head = '', number, name] = HEAD.exec(line) ?? [];
	const index = idNumber(number);
	if (index === undefined || name === undefined) return undefined;
	const link = links.get(index) ?? { ...EMPTY, index, name };
	links.set(index, link);
	const words = fieldsOf(line.slice(head.length));
	if (words[0]?.startsWith('<') === true) readState(link, words);
	else addDetail(link, words);
	return link;
}

const EMPTY = {
	...{ flags: [], mtu: undefined, state: undefined, type: undefined, mac: undefined },
	addresses: [],
} satisfies Partial<NetworkLink>;

/** `<BROADCAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP` */
function readState(link: Draft, words: readonly string[]): void {
	const [flags = ''] = words;
	link.flags = flags.replace(/[<>]/g, '').split(',').filter(Boolean);
	link.mtu = idNumber(after(words, 'mtu')) ?? link.mtu;
	link.state = after(words, 'state')?.toLowerCase() ?? link.state;
}

function addDetail(link: Draft | undefined, words: readonly string[]): void {
	const [word = '', value = ''] = words;
	if (link === undefined) return;
	if (word.startsWith('link/')) {
		link.type = word.slice('link/'.length);
		if (/^[\da-f]{2}(?::[\da-f]{2}){5,31}$/i.test(value)) link.mac = value.toLowerCase();
	} else if (word === 'inet' || word === 'inet6') {
		const address = addressOf(words, word === 'inet' ? 4 : 6);
		if (address === undefined || link.addresses.length >= MAX_ADDRESSES) return;
		const known = link.addresses.some((one) => one.address === address.address);
		if (!known) link.addresses = [...link.addresses, address];
	}
}

/** `inet 192.0.2.5/24 brd 192.0.2.255 scope global wlan0`; of a point-to-point link the length stands with the peer. */
function addressOf(words: readonly string[], family: 4 | 6): LinkAddress | undefined {
	const own = prefixOf(words[1] ?? '', family);
	if (own === undefined) return undefined;
	const peer = after(words, 'peer');
	const prefix = peer === undefined ? own : prefixOf(peer, family);
	return {
		address: own.address,
		prefixLength: (prefix ?? own).length,
		scope: after(words, 'scope'),
	};
}

function after(words: readonly string[], word: string): string | undefined {
	const at = words.indexOf(word);
	return at < 0 ? undefined : words[at + 1];
}
