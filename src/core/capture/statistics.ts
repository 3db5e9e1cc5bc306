// pcapng's interface statistics: how many packets an interface saw and lost while it was captured from.
import * as layout from '../layout';
import { u32At, u64At } from './byteOrder';
import * as interfaces from './interfaces';
import * as options from './options';

const INTERFACE: usize = 0;
const OPTIONS: u32 = 12;

const RECEIVED: u32 = 4;
const DROPPED: u32 = 5;
/** What counters are set to that nobody counted. */
const UNKNOWN: u64 = 0xffffffffffffffff;

/** Takes the `length` bytes of such a block's body. The latest block counts. */
export function apply(at: usize, length: u32): void {
	if (length < OPTIONS) return;
	const index = u32At(at + INTERFACE);
	if (index >= interfaces.count()) return;
	const record = interfaces.recordOf(interfaces.at(index));
	if (record == 0) return;
	options.begin(at + OPTIONS, length - OPTIONS);
	while (options.next()) {
		if (options.size < 8) continue;
		if (options.code == RECEIVED) count(record + layout.INTERFACE_RECEIVED);
		else if (options.code == DROPPED) count(record + layout.INTERFACE_DROPPED);
	}
}

function count(field: usize): void {
	const value = u64At(options.value);
	if (value != UNKNOWN) store<f64>(field, <f64>value);
}
