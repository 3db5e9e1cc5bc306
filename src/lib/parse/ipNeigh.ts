import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { neighbourStates, type Neighbour } from '../model/neighbour.ts';
import { absent, fieldsOf, isRemark, linesOf, malformed } from './text.ts';

const ADDRESS = /^[\da-f.:]{2,45}$/i;
const MAC = /^[\da-f]{2}(?::[\da-f]{2}){0,31}$/i;
const NOBODY = /^00(?::00)*$/;
/** `include/uapi/linux/if_arp.h` ATF_COM, ATF_PERM. */
const COMPLETE = 0x2;
const PERMANENT = 0x4;

/**
 * Reads `ip neigh show` (iproute2 `ip/ipneigh.c`): `192.168.1.1 dev wlan0 lladdr 02:00:5e:00:53:01 REACHABLE`, words
 * in between that newer versions add (`used 1/2/3`, `extern_learn`) left out. Nobody on the link is an answer too.
 */
export function parseIpNeigh(text: string): Result<readonly Neighbour[], ParseFailure | Absent> {
	const found: Neighbour[] = [];
	for (const [index, line] of linesOf(text).entries()) {
		if (line.trim() === '' || isRemark(line)) continue;
		const fields = fieldsOf(line);
		// The phone answers for that address itself: nobody's neighbour.
		if (fields.includes('proxy')) continue;
		const neighbour = rowOf(fields);
		if (neighbour === undefined) return malformed('an address, "dev" and a device', index, line);
		found.push(neighbour);
	}
	return ok(found);
}

function rowOf(fields: readonly string[]): Neighbour | undefined {
	const [address = '', ...words] = fields;
	const after = (word: string): string | undefined => {
		const at = words.indexOf(word);
		return at < 0 ? undefined : words[at + 1];
	};
	const device = after('dev');
	const mac = after('lladdr');
	if (!ADDRESS.test(address) || device === undefined) return undefined;
	if (mac !== undefined && !MAC.test(mac)) return undefined;
	return {
		address,
		interface: device,
		mac: mac?.toLowerCase(),
		state: neighbourStates.find((state) => words.includes(state.toUpperCase())),
		router: words.includes('router'),
	};
}

/**
 * Reads `/proc/net/arp` (`net/ipv4/arp.c`): IPv4 only. A row that is not complete is one
 * that nobody answers, though it may keep the hardware address of before.
 */
export function parseProcNetArp(text: string): Result<readonly Neighbour[], ParseFailure | Absent> {
	const found: Neighbour[] = [];
	let titled = false;
	for (const [index, line] of linesOf(text).entries()) {
		if (line.startsWith('IP address')) titled = true;
		else if (line.trim() !== '' && !isRemark(line)) {
			// Whatever it is, it is not this file.
			if (!titled) break;
			const neighbour = arpRowOf(fieldsOf(line));
			if (neighbour === undefined) return malformed('six columns of /proc/net/arp', index, line);
			found.push(neighbour);
		}
	}
	return titled ? ok(found) : absent('ARP table');
}

function arpRowOf(fields: readonly string[]): Neighbour | undefined {
	const [address = '', , flags = '', mac = '', , device] = fields;
	if (!ADDRESS.test(address) || !MAC.test(mac) || device === undefined) return undefined;
	if (!/^0x[\da-f]{1,8}$/i.test(flags)) return undefined;
	const answered = (Number(flags) & COMPLETE) !== 0;
	const permanent = (Number(flags) & PERMANENT) !== 0;
	return {
		address,
		interface: device,
		mac: NOBODY.test(mac) ? undefined : mac.toLowerCase(),
		state: permanent ? 'permanent' : answered ? undefined : 'incomplete',
		router: false,
	};
}
