// What PCAPdroid calls the apps whose packets it writes, each once.
import * as layout from '../layout';
import * as status from '../status';
import { allocate } from '../memory/arena';
import * as hash from '../memory/hash';
import * as records from '../memory/records';
import * as scratch from '../names/scratch';
import * as pcapdroid from '../wire/pcapdroid';

/** Slots hold 1 + a uid; 0 is free. */
const SLOTS: u32 = 1 << 15;
/** More than two users of a phone can have apps. Whoever comes later is left out and not counted. */
const MOST: u32 = SLOTS - (SLOTS >> 2);

let known: usize = 0;
let count: u32 = 0;
/** 1 + the uid of the last trailer: an app's next packet needs no search. */
let last: u32 = 0;

/** The app that `trailer` names. */
export function noteApp(trailer: usize): void {
	const uid = pcapdroid.uid(trailer);
	if (uid + 1 == last) return;
	last = uid + 1;
	if (isNew(uid)) add(uid, trailer);
}

function isNew(uid: u32): bool {
	if (known == 0) known = allocate((<usize>SLOTS) << 2);
	if (known == 0) return true;
	let slot = hash.finish(hash.mix(hash.start(), uid)) & (SLOTS - 1);
	for (let met = at(slot); load<u32>(met) != 0; met = at(slot)) {
		if (load<u32>(met) == uid + 1) return false;
		slot = (slot + 1) & (SLOTS - 1);
	}
	if (count == MOST) return false;
	count += 1;
	store<u32>(at(slot), uid + 1);
	return true;
}

function at(slot: u32): usize {
	return known + ((<usize>slot) << 2);
}

function add(uid: u32, trailer: usize): void {
	const record = records.add(layout.TABLE_UIDS);
	if (record == 0) return status.addEvicted();
	store<u32>(record, uid, layout.UID_UID);
	const length = pcapdroid.labelLength(trailer);
	if (length == 0) return;
	scratch.clear();
	scratch.addText(pcapdroid.label(trailer), length);
	const text = scratch.keep();
	if (text == 0) return status.addEvicted();
	store<u32>(record, <u32>text, layout.UID_LABEL);
}
