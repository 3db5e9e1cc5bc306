// The data of resource records as zone files write it, RFC 1035 5.1. A root has the name ".".
import * as layout from '../../layout';
import { be16, be32 } from '../../memory/bytes';
import * as scratch from '../scratch';
import * as domainName from './domainName';
import * as presentation from './presentation';
import * as serviceBinding from './serviceBinding';

const SPACE: u32 = 0x20;

/** Serial, refresh, retry, expire, minimum. */
const SOA_NUMBERS: u32 = 5;

// The record in hand.
let message: usize = 0;
let length: u32 = 0;
let offset: u32 = 0;
let end: u32 = 0;

/** Sets the message of `size` bytes at `at`, for all records of it. */
export function begin(at: usize, size: u32): void {
	message = at;
	length = size;
}

/** Puts the data from `from` to `to` of the message into `scratch`. False where it is damaged, or not kept. */
export function write(type: u32, from: u32, to: u32): bool {
	scratch.clear();
	offset = from;
	end = to;
	switch (type) {
		case layout.RECORD_TYPE_CNAME:
		case layout.RECORD_TYPE_DNAME:
		case layout.RECORD_TYPE_PTR:
		case layout.RECORD_TYPE_NS:
			return name();
		case layout.RECORD_TYPE_MX:
			return numbers(1) && name();
		case layout.RECORD_TYPE_SRV:
			return numbers(3) && name();
		case layout.RECORD_TYPE_SOA:
			return startOfAuthority();
		case layout.RECORD_TYPE_TXT:
			return texts();
		case layout.RECORD_TYPE_SVCB:
		case layout.RECORD_TYPE_HTTPS:
			return binding();
		default:
			return false;
	}
}

function name(): bool {
	const before = scratch.size();
	const behind = domainName.append(message, length, offset);
	if (behind == 0 || behind > end) return false;
	if (scratch.size() == before) scratch.addDot();
	offset = behind;
	return true;
}

/** So many 16-bit numbers, each with a space behind it. */
function numbers(count: u32): bool {
	if (count << 1 > end - offset) return false;
	for (let i: u32 = 0; i < count; i++) {
		scratch.addDecimal(be16(message + offset));
		scratch.addCharacter(SPACE);
		offset += 2;
	}
	return true;
}

function startOfAuthority(): bool {
	if (!name()) return false;
	scratch.addCharacter(SPACE);
	if (!name() || SOA_NUMBERS << 2 > end - offset) return false;
	for (let i: u32 = 0; i < SOA_NUMBERS; i++) {
		scratch.addCharacter(SPACE);
		scratch.addDecimal(be32(message + offset));
		offset += 4;
	}
	return true;
}

/** Character strings, each in quotes, up to one that does not end. */
function texts(): bool {
	while (offset < end) {
		const size = <u32>load<u8>(message + offset);
		if (size > end - offset - 1) break;
		if (scratch.size() > 0) scratch.addCharacter(SPACE);
		presentation.quoted(message + offset + 1, size);
		offset += 1 + size;
	}
	return scratch.size() > 0;
}

function binding(): bool {
	if (!numbers(1) || !name()) return false;
	serviceBinding.append(message + offset, end - offset);
	return true;
}
