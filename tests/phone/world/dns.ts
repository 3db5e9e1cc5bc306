// A name server for the phone's Internet (RFC 1035): A, AAAA and CNAME of the hosts it knows.
import { isIPv4 } from 'node:net';
import { HOSTS } from '../network.ts';
import type { NamedHost } from '../network.ts';

const TYPE_A = 1;
const TYPE_CNAME = 5;
const TYPE_AAAA = 28;
const CLASS_IN = 1;
const TTL_SECONDS = 60;
const HEADER_LENGTH = 12;
const NXDOMAIN = 3;

interface Question {
	readonly name: string;
	readonly type: number;
	/** The question section as it was asked. */
	readonly bytes: Buffer;
}

function readQuestion(packet: Buffer): Question | undefined {
	const labels: string[] = [];
	let at = HEADER_LENGTH;
	for (;;) {
		const length = packet[at];
		if (length === undefined || length > 63) return undefined;
		at += 1;
		if (length === 0) break;
		labels.push(packet.toString('latin1', at, at + length));
		at += length;
	}
	if (packet.length < at + 4) return undefined;
	const type = packet.readUInt16BE(at);
	const bytes = packet.subarray(HEADER_LENGTH, at + 4);
	return { name: labels.join('.').toLowerCase(), type, bytes };
}

function encodeName(name: string): Buffer {
	const labels = name.split('.').map((label) => {
		return Buffer.concat([Buffer.from([label.length]), Buffer.from(label, 'latin1')]);
	});
	return Buffer.concat([...labels, Buffer.from([0])]);
}

function encodeAddress(address: string): Buffer {
	if (isIPv4(address)) return Buffer.from(address.split('.').map(Number));
	const [head = '', tail = ''] = address.split('::');
	const left = head.split(':').filter((group) => group !== '');
	const right = tail.split(':').filter((group) => group !== '');
	const zeros = Array<string>(8 - left.length - right.length).fill('0');
	const groups = [...left, ...zeros, ...right];
	return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

function record(name: string, type: number, data: Buffer): Buffer {
	const fixed = Buffer.alloc(10);
	fixed.writeUInt16BE(type, 0);
	fixed.writeUInt16BE(CLASS_IN, 2);
	fixed.writeUInt32BE(TTL_SECONDS, 4);
	fixed.writeUInt16BE(data.length, 8);
	return Buffer.concat([encodeName(name), fixed, data]);
}

/** The way from the asked name over its aliases to the address. */
function records(host: NamedHost, type: number): Buffer[] {
	const chain = [host.name, ...host.via];
	const aliases = host.via.map((target, index) => {
		return record(chain[index] ?? host.name, TYPE_CNAME, encodeName(target));
	});
	const owner = chain.at(-1) ?? host.name;
	if (type === TYPE_A) return [...aliases, record(owner, TYPE_A, encodeAddress(host.v4))];
	if (type === TYPE_AAAA) return [...aliases, record(owner, TYPE_AAAA, encodeAddress(host.v6))];
	return aliases;
}

/** The answer to one query, or nothing for what is none. */
export function answerDns(packet: Buffer): Buffer | undefined {
	if (packet.length < HEADER_LENGTH) return undefined;
	const question = readQuestion(packet);
	if (question === undefined) return undefined;
	const host = Object.values<NamedHost>(HOSTS).find(({ name }) => name === question.name);
	const answers = host === undefined ? [] : records(host, question.type);
	const header = Buffer.alloc(HEADER_LENGTH);
	packet.copy(header, 0, 0, 2); // the query's id
	// QR, RA, and RD as asked.
	header.writeUInt16BE(0x8080 | (packet.readUInt16BE(2) & 0x0100) | (host ? 0 : NXDOMAIN), 2);
	header.writeUInt16BE(1, 4);
	header.writeUInt16BE(answers.length, 6);
	return Buffer.concat([header, question.bytes, ...answers]);
}
