// What the options of a pcapng packet tell: its direction, and with PCAPdroid whose it is.
import * as frame from '../frame';
import { u32At } from './byteOrder';
import * as options from './options';

const COMMENT: u32 = 1;
const FLAGS: u32 = 2; // the same code in enhanced and obsolete packets

const DIRECTION: u32 = 3;
const INBOUND: u32 = 1;
const OUTBOUND: u32 = 2;
const RECEPTION_SHIFT: u32 = 2;
const RECEPTION: u32 = 7;
const UNICAST: u32 = 1;

/** "u-" as it lies in memory. */
const UID_PREFIX: u32 = 0x2d75;
const MAX_DIGITS: u32 = 10;
const MAX_UID: u64 = 0x7fffffff;

/** Tells `frame` what the `length` bytes of options at `at` say of its packet. */
export function apply(at: usize, length: u32): void {
	options.begin(at, length);
	while (options.next()) {
		if (options.code == FLAGS && options.size >= 4) direction(u32At(options.value));
		else if (options.code == COMMENT) uid(options.value, options.size);
	}
}

/** What came for everybody, or was only overheard, does not say that its receiver is the phone. */
function direction(flags: u32): void {
	const way = flags & DIRECTION;
	const reception = (flags >> RECEPTION_SHIFT) & RECEPTION;
	if (way == OUTBOUND) frame.setSide(frame.SIDE_SENDER);
	else if (way == INBOUND && reception <= UNICAST) frame.setSide(frame.SIDE_RECEIVER);
}

/** PCAPdroid comments every packet with `u-` and the uid, or -1 where it does not know. */
function uid(at: usize, length: u32): void {
	if (length < 3 || length > 2 + MAX_DIGITS || load<u16>(at) != UID_PREFIX) return;
	let value: u64 = 0;
	for (let i: u32 = 2; i < length; i++) {
		const digit = <u32>load<u8>(at + i) - 0x30;
		if (digit > 9) return;
		value = value * 10 + digit;
	}
	if (value <= MAX_UID) frame.setUid(<u32>value);
}
