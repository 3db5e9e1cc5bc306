// What the shim in the browser and the bus say to each other over the WebSocket. Both sides import this
// file and nothing of each other.
import type { DeviceDescription } from '../descriptors.ts';

/** A device as the browser hears of it. `id` is its number on the bus. */
export interface ShimDevice extends DeviceDescription {
	readonly id: number;
}

/** Text messages, bus to browser, as JSON. `present` is the first of all and names every device. */
export type BusEvent =
	| { readonly kind: 'present'; readonly devices: readonly ShimDevice[] }
	| { readonly kind: 'attach'; readonly device: ShimDevice }
	| { readonly kind: 'detach'; readonly id: number };

export const Op = {
	open: 0,
	close: 1,
	claim: 2,
	release: 3,
	reset: 4,
	transferIn: 5,
	transferOut: 6,
} as const;
export type Op = (typeof Op)[keyof typeof Op];

/** Binary messages, browser to bus: a head of 16 bytes, little-endian, then the payload. */
export interface Call {
	readonly op: Op;
	readonly endpoint: number;
	readonly device: number;
	/** Told by the browser, unique on its connection; the answer carries it. */
	readonly id: number;
	/** Interface or wanted length. */
	readonly argument: number;
	readonly payload: Uint8Array;
}

/** Binary messages, bus to browser: a head of 8 bytes, then the payload. */
export interface Answer {
	readonly id: number;
	/** One of `OUTCOMES`. */
	readonly outcome: Outcome;
	readonly payload: Uint8Array;
}

/** How a call ended, by the kernel's name for it. The order is that of the number on the wire. */
const OUTCOMES = [
	'ok',
	'ENOENT',
	'EACCES',
	'EBUSY',
	'ENODEV',
	'EINVAL',
	'EPIPE',
	'EOVERFLOW',
	'ESHUTDOWN',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

const CALL_HEAD = 16;
const ANSWER_HEAD = 8;

export function encodeCall(call: Call): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(CALL_HEAD + call.payload.length);
	const head = new DataView(bytes.buffer);
	head.setUint8(0, call.op);
	head.setUint8(1, call.endpoint);
	head.setUint32(4, call.device, true);
	head.setUint32(8, call.id, true);
	head.setUint32(12, call.argument, true);
	bytes.set(call.payload, CALL_HEAD);
	return bytes;
}

/** Undefined for anything that is not a call. */
export function decodeCall(bytes: Uint8Array): Call | undefined {
	if (bytes.length < CALL_HEAD) {
		return undefined;
	}
	const head = new DataView(bytes.buffer, bytes.byteOffset);
	const op = Object.values(Op).find((known) => known === head.getUint8(0));
	return op === undefined
		? undefined
		: {
				op,
				endpoint: head.getUint8(1),
				device: head.getUint32(4, true),
				id: head.getUint32(8, true),
				argument: head.getUint32(12, true),
				payload: bytes.subarray(CALL_HEAD),
			};
}

export function encodeAnswerHead(id: number, outcome: Outcome): Uint8Array {
	const bytes = new Uint8Array(ANSWER_HEAD);
	const head = new DataView(bytes.buffer);
	head.setUint32(0, id, true);
	head.setUint8(4, OUTCOMES.indexOf(outcome));
	return bytes;
}

export function decodeAnswer(bytes: ArrayBuffer): Answer {
	const head = new DataView(bytes);
	const outcome = OUTCOMES[head.getUint8(4)];
	if (outcome === undefined) {
		throw new Error('Broken assumption: bus and shim know the same outcomes');
	}
	return { id: head.getUint32(0, true), outcome, payload: new Uint8Array(bytes, ANSWER_HEAD) };
}
