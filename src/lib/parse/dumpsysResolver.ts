import { ok, type Result } from '../base/result.ts';
import type {
	PrivateDnsServer,
	ProtocolStatistics,
	ResolverNetwork,
	ResolverServer,
} from '../model/dns.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { told } from './keyed.ts';
import { absent, decimal, linesOf, malformed } from './text.ts';

interface Draft {
	readonly netId: number;
	readonly servers: ResolverServer[];
	readonly privateDns: PrivateDnsServer[];
	readonly statistics: ProtocolStatistics[];
	privateDnsMode: string | undefined;
	nat64: string | undefined;
	/** Which list the lines are of, by their heading. */
	list: 'servers' | 'private' | 'statistics' | undefined;
	protocol: string;
}

/** 10 on: a network of its own; before, inside netd's: `100 PHYSICAL wlan0`. */
const NETWORK = /^\s{0,32}(?:NetId: (\d{1,10})|(\d{1,10}) (?:PHYSICAL|VIRTUAL|LOCAL|DUMMY)\b)/;
const SAMPLES =
	/^\((\d{1,10}), (\d{1,10}), (\d{1,10}), (\d{1,10}), (\d{1,10}), (-?\d{1,10})ms, -?\d{1,10}s\)( BROKEN)?$/;

/** Reads `dumpsys dnsresolver` (Android 10 on; AOSP `ResolverController::dump`) or what `dumpsys netd` had before. */
export function parseDumpsysResolver(
	text: string,
): Result<readonly ResolverNetwork[], ParseFailure | Absent> {
	const drafts: Draft[] = [];
	for (const [index, line] of linesOf(text).entries()) {
		const [, own, netds] = NETWORK.exec(line) ?? [];
		const netId = decimal(own ?? netds);
		if (netId !== undefined) drafts.push(begun(netId));
		const draft = drafts.at(-1);
		if (draft !== undefined && !read(draft, line.trim())) {
			return malformed('a DNS server and its samples', index, line);
		}
	}
	const asked = drafts.filter(
		({ servers, privateDnsMode }) => servers.length > 0 || privateDnsMode,
	);
	return asked.length === 0 ? absent('networks of the resolver') : ok(asked.map(finished));
}

const begun = (netId: number): Draft => ({
	...{ netId, servers: [], privateDns: [], statistics: [] },
	...{ privateDnsMode: undefined, nat64: undefined, list: undefined, protocol: '' },
});

const finished = (draft: Draft): ResolverNetwork => ({
	netId: draft.netId,
	servers: draft.servers,
	privateDnsMode: draft.privateDnsMode,
	privateDns: draft.privateDns,
	statistics: draft.statistics,
	nat64: draft.nat64,
});

/** False where a line of a known list has an unknown shape. */
function read(draft: Draft, line: string): boolean {
	if (heading(draft, line)) return true;
	if (draft.list === undefined) return true;
	const [address = ''] = line.split(' ', 1);
	if (!/^[\da-fA-F.:%\w]{2,64}$/.test(address) || !/[.:]/.test(address)) {
		draft.list = undefined;
		return true;
	}
	const rest = line.slice(address.length + 1);
	if (draft.list === 'servers') return readServer(draft, address, rest);
	if (draft.list === 'private') return readPrivate(draft, address, rest);
	return readStatistics(draft, address, rest);
}

function heading(draft: Draft, line: string): boolean {
	if (line.startsWith('DNS servers: #')) draft.list = 'servers';
	else if (line.startsWith('Private DNS configuration (')) draft.list = 'private';
	else if (line.startsWith('Server statistics:')) draft.list = 'statistics';
	else if (line.startsWith('over ')) draft.protocol = line.slice('over '.length).trim();
	else if (line.startsWith('Private DNS mode: ')) draft.privateDnsMode = valueAfter(line);
	else if (line.startsWith('DNS64 config: ')) draft.nat64 = told(valueAfter(line));
	else return false;
	return true;
}

const valueAfter = (line: string): string => line.slice(line.indexOf(': ') + 2).trim();

function readServer(draft: Draft, address: string, rest: string): boolean {
	if (/^<no (?:data|stats)>/.test(rest)) {
		draft.servers.push({ address, samples: undefined, broken: false });
		return true;
	}
	const [, ...numbers] = SAMPLES.exec(rest) ?? [];
	const [total, successes, errors, timeouts, internalErrors, rtt] = numbers.map(Number);
	if (total === undefined || successes === undefined || errors === undefined) return false;
	if (timeouts === undefined || internalErrors === undefined || rtt === undefined) return false;
	const samples = { total, successes, errors, timeouts, internalErrors };
	draft.servers.push({
		address,
		samples: { ...samples, rtt: rtt < 0 ? undefined : rtt },
		broken: numbers[6] !== undefined,
	});
	return true;
}

/** `192.0.2.53 name{dns.example} status{success}`. */
function readPrivate(draft: Draft, address: string, rest: string): boolean {
	const [, name, status] = /^name\{([^}]{0,255})\} status\{(\w{1,32})\}/.exec(rest) ?? [];
	if (name === undefined || status === undefined) return false;
	draft.privateDns.push({ address, name, status });
	return true;
}

/** `192.0.2.53 (4, 12ms, [NOERROR:3 NXDOMAIN:1 ], 829s) score{100.0}`, or `<no data>`, which is left out. */
function readStatistics(draft: Draft, address: string, rest: string): boolean {
	if (rest.startsWith('<no data>')) return true;
	const [, total, rtt, codes] =
		/^\((\d{1,10}), (-?\d{1,10})ms, \[([^\]]{0,999})\]/.exec(rest) ?? [];
	const count = decimal(total);
	if (count === undefined || codes === undefined) return false;
	const rcodes = codes.split(/[ ,]/).flatMap((code) => {
		const [name, times] = code.split(':', 2);
		const answers = decimal(times);
		return name === undefined || answers === undefined ? [] : [{ code: name, count: answers }];
	});
	const milliseconds = Number(rtt);
	draft.statistics.push({
		...{ protocol: draft.protocol, address, total: count, rcodes },
		rtt: milliseconds < 0 ? undefined : milliseconds,
	});
	return true;
}
