// Per-uid byte counts from the kernel itself: an nftables table in the phone's network namespace
// counts every packet by owner, interface and protocol, as Android's eBPF programs and xt_qtaguid do.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { readFileSync } from 'node:fs';
import { TOOLS } from '../paths.ts';

const run = promisify(execFile);
const NFT = `${TOOLS}/nft`;

/** Names' own traffic, charged to the app with a tag (TAG_SYSTEM_DNS, guide: "Who pays for DNS"). */
const DNS_TAG = 0xffffff82;

/**
 * The owner of an outgoing packet is its socket's; the connection remembers it (`ct mark`), so that
 * incoming packets, which come without a socket, are charged to the same uid. What has no owner
 * the kernel knows of is charged to 0.
 */
function ruleset({ uids, tagDns }: Counting): string {
	const owners = uids.map((uid) => `${uid} : ${uid}`).join(', ');
	const sets = ['tx', 'rx', 'dns_tx', 'dns_rx'].map((name) => {
		return `set ${name} { type mark . ifname . inet_proto; size 65535; flags dynamic; counter; }`;
	});
	const dns = (side: string, direction: string, iface: string): string => {
		const match = `meta l4proto { tcp, udp } th ${side} 53`;
		return tagDns ? `${match} update @dns_${direction} { ct mark . ${iface} . meta l4proto }` : '';
	};
	return `
		table inet accounting {
			map owners { type uid : mark; elements = { ${owners} }; }
			${sets.join('\n')}
			chain output {
				type filter hook output priority 300;
				ct direction original ct mark set meta skuid map @owners
				update @tx { ct mark . oifname . meta l4proto }
				${dns('dport', 'tx', 'oifname')}
			}
			chain input {
				type filter hook input priority -300;
				update @rx { ct mark . iifname . meta l4proto }
				${dns('sport', 'rx', 'iifname')}
			}
		}`;
}

export interface Counting {
	/** The uids told apart; what others move is charged to 0. */
	readonly uids: readonly number[];
	/** Whether name lookups are counted once more, under DNS_TAG. */
	readonly tagDns: boolean;
}

export async function startCounting(counting: Counting): Promise<void> {
	const loading = run(NFT, ['-f', '-']);
	loading.child.stdin?.end(ruleset(counting));
	await loading;
}

export interface Amount {
	readonly bytes: number;
	readonly packets: number;
}

export type Protocol = 'tcp' | 'udp' | 'other';

/** What one uid moved over one interface. */
export interface UsageRow {
	readonly uid: number;
	readonly iface: string;
	/** 0, or DNS_TAG: tagged bytes are counted in the row of tag 0 too. */
	readonly tag: number;
	readonly rx: Readonly<Record<Protocol, Amount>>;
	readonly tx: Readonly<Record<Protocol, Amount>>;
}

interface Element {
	readonly uid: number;
	readonly iface: string;
	readonly protocol: Protocol;
	readonly amount: Amount;
}

interface NftSet {
	readonly name: string;
	readonly elem?: readonly {
		readonly elem: {
			readonly val: { readonly concat: readonly [number, string, string | number] };
			readonly counter: Amount;
		};
	}[];
}

/** nft names a protocol only where there is an /etc/protocols, which a phone has not. */
function protocolOf(l4: string | number): Protocol {
	if (l4 === 'tcp' || l4 === 6) return 'tcp';
	return l4 === 'udp' || l4 === 17 ? 'udp' : 'other';
}

/** nft's own words (libnftables-json(5)): trusted, it is our own tool reading our own table. */
function parseSets(json: string): ReadonlyMap<string, readonly Element[]> {
	const { nftables } = JSON.parse(json) as { nftables: readonly { readonly set?: NftSet }[] };
	const sets = nftables.flatMap(({ set }) => set ?? []);
	return new Map(
		sets.map(({ name, elem = [] }) => {
			const elements = elem.map(({ elem: { val, counter } }) => {
				const [uid, iface, l4] = val.concat;
				return { uid, iface, protocol: protocolOf(l4), amount: counter };
			});
			return [name, elements];
		}),
	);
}

const NOTHING: Amount = { bytes: 0, packets: 0 };

export function add(a: Amount, b: Amount): Amount {
	return { bytes: a.bytes + b.bytes, packets: a.packets + b.packets };
}

export function total(amounts: Readonly<Record<Protocol, Amount>>): Amount {
	return add(add(amounts.tcp, amounts.udp), amounts.other);
}

function emptyAmounts(): Record<Protocol, Amount> {
	return { tcp: NOTHING, udp: NOTHING, other: NOTHING };
}

function joinRows(tag: number, rx: readonly Element[], tx: readonly Element[]): UsageRow[] {
	const rows = new Map<
		string,
		UsageRow & { rx: Record<Protocol, Amount>; tx: Record<Protocol, Amount> }
	>();
	for (const [direction, elements] of [
		['rx', rx],
		['tx', tx],
	] as const) {
		for (const { uid, iface, protocol, amount } of elements) {
			const key = `${uid} ${iface}`;
			const row = rows.get(key) ?? { uid, iface, tag, rx: emptyAmounts(), tx: emptyAmounts() };
			row[direction][protocol] = add(row[direction][protocol], amount);
			rows.set(key, row);
		}
	}
	return [...rows.values()].sort((a, b) => a.uid - b.uid || a.iface.localeCompare(b.iface));
}

/** Everything counted since the phone started. */
export async function readUsage(): Promise<readonly UsageRow[]> {
	const { stdout } = await run(NFT, ['-j', 'list', 'table', 'inet', 'accounting']);
	const sets = parseSets(stdout);
	const elements = (name: string): readonly Element[] => sets.get(name) ?? [];
	return [
		...joinRows(0, elements('rx'), elements('tx')),
		...joinRows(DNS_TAG, elements('dns_rx'), elements('dns_tx')),
	];
}

/** The phone's interfaces, in the kernel's order; their place is their index. */
export function interfaces(): readonly string[] {
	const lines = readFileSync('/proc/net/dev', 'utf8').trimEnd().split('\n').slice(2);
	return lines.map((line) => line.slice(0, line.indexOf(':')).trim());
}
