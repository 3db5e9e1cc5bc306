// What happens where a capture cannot be read. Reading ends there; or, where the host wants it so (SETTINGS_READ_ON),
// goes on where a packet can begin again. The first damage stays in the status either way.
import * as status from '../status';

let goesOn: bool = false;
let over: bool = false;
let searching: bool = false;
/** Where the latest place of damage ended in the file. Damage that begins there is more of it. */
let lastEnd: f64 = -1;

export function readOn(wanted: bool): void {
	goesOn = wanted;
}

/** Nothing more is read. */
export function isOver(): bool {
	return over;
}

/** What follows is unknown until something readable is found. */
export function isSearching(): bool {
	return searching;
}

/** Nothing behind can be made sense of. Gives 0. */
export function end(reason: u32, offset: f64): u32 {
	status.stop(reason, offset);
	over = true;
	return 0;
}

/** Goes on behind these `length` bytes, which it gives; 0 where reading ends here. */
export function passOver(reason: u32, offset: f64, length: u32): u32 {
	if (!goesOn) return end(reason, offset);
	status.stop(reason, offset);
	if (offset != lastEnd) status.addDamage();
	lastEnd = offset + length;
	return length;
}

/** Looks for something readable from `step` bytes on, which it gives; 0 where reading ends here. */
export function search(reason: u32, offset: f64, step: u32): u32 {
	searching = goesOn;
	return passOver(reason, offset, step);
}

/** Reading goes on at `offset`. */
export function found(offset: f64): void {
	searching = false;
	lastEnd = offset;
}
