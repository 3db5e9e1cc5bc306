// Packets that a rule with the target NFLOG hands to user space, through libpcap's device for it. Their form:
// https://www.tcpdump.org/linktypes/LINKTYPE_NFLOG.html, kernel include/uapi/linux/netfilter/nfnetlink_log.h.
import { spawn } from 'node:child_process';
import { TOOLS } from '../paths.ts';
import { CELLULAR, USB_TETHER, WIFI } from '../routing.ts';
import type { LoggedPacket } from './packetText.ts';

/** The group that AFWall listens on; see the profiles' netfilter.txt. */
const GROUP = 40;

const ATTRIBUTE = {
	inDevice: 4,
	outDevice: 5,
	payload: 9,
	prefix: 10,
	uid: 11,
	gid: 14,
} as const;

/** Family, version, group. */
const HEAD_LENGTH = 4;
const ATTRIBUTE_HEAD = 4;

function attributes(frame: Buffer): ReadonlyMap<number, Buffer> {
	const found = new Map<number, Buffer>();
	for (let at = HEAD_LENGTH; at + ATTRIBUTE_HEAD <= frame.length;) {
		const length = frame.readUInt16LE(at);
		if (length < ATTRIBUTE_HEAD) break;
		found.set(frame.readUInt16LE(at + 2), frame.subarray(at + ATTRIBUTE_HEAD, at + length));
		at += Math.ceil(length / 4) * 4;
	}
	return found;
}

const NAMES: ReadonlyMap<number, string> = new Map([
	[1, 'lo'],
	...[WIFI, CELLULAR, USB_TETHER].map(({ name, index }) => [index, name] as const),
]);

function readPacket(frame: Buffer): LoggedPacket | undefined {
	const found = attributes(frame);
	const number = (type: number): number | undefined => found.get(type)?.readUInt32BE(0);
	const device = (type: number): string => NAMES.get(number(type) ?? 0) ?? '';
	const bytes = found.get(ATTRIBUTE.payload);
	if (bytes === undefined) return undefined;
	return {
		prefix: found.get(ATTRIBUTE.prefix)?.toString().replace(/\0.*$/s, '') ?? '',
		in: device(ATTRIBUTE.inDevice),
		out: device(ATTRIBUTE.outDevice),
		uid: number(ATTRIBUTE.uid),
		gid: number(ATTRIBUTE.gid),
		bytes,
	};
}

const FILE_HEADER = 24;
const RECORD_HEADER = 16;

/** Whole records of a pcap stream, each without its header; what is left waits for more. */
class Records {
	#pending: Buffer = Buffer.alloc(0);
	#begun = false;

	*push(bytes: Buffer): Generator<Buffer> {
		this.#pending = Buffer.concat([this.#pending, bytes]);
		if (!this.#begun) {
			if (this.#pending.length < FILE_HEADER) return;
			this.#pending = this.#pending.subarray(FILE_HEADER);
			this.#begun = true;
		}
		while (this.#pending.length >= RECORD_HEADER) {
			const end = RECORD_HEADER + this.#pending.readUInt32LE(8);
			if (this.#pending.length < end) return;
			yield this.#pending.subarray(RECORD_HEADER, end);
			this.#pending = this.#pending.subarray(end);
		}
	}
}

/** Hears every packet that the firewall logs, from now on; resolves when it listens. */
export async function listenNflog(heard: (packet: LoggedPacket) => void): Promise<void> {
	const options = ['-i', `nflog:${GROUP}`, '-Z', 'root', '-U', '--immediate-mode', '-w', '-'];
	const child = spawn(`${TOOLS}/tcpdump`, options, { stdio: ['ignore', 'pipe', 'ignore'] });
	const records = new Records();
	await new Promise<void>((resolve) => {
		child.once('error', () => {
			resolve();
		});
		child.stdout.on('data', (bytes: Buffer) => {
			resolve();
			for (const frame of records.push(bytes)) {
				const packet = readPacket(frame);
				if (packet !== undefined) heard(packet);
			}
		});
	});
}
