// What PCAPdroid calls the apps whose packets it writes, each once.
import * as layout from '../layout';
import * as status from '../status';
import * as records from '../memory/records';
import * as scratch from '../names/scratch';
import * as pcapdroid from '../wire/pcapdroid';

/** Uids met lately, 1 + each, by their lowest bits: an app's next packet needs no search. */
const seen = memory.data(4096, 8);
const SLOTS: u32 = 1024;

/** The app that `trailer` names. */
export function noteApp(trailer: usize): void {
	const uid = pcapdroid.uid(trailer);
	const slot = seen + ((<usize>(uid & (SLOTS - 1))) << 2);
	if (load<u32>(slot) == uid + 1) return;
	store<u32>(slot, uid + 1);
	if (!isKnown(uid)) add(uid, trailer);
}

function isKnown(uid: u32): bool {
	const count = records.count(layout.TABLE_UIDS);
	for (let i: u32 = 0; i < count; i++) {
		if (load<u32>(records.at(layout.TABLE_UIDS, i), layout.UID_UID) == uid) return true;
	}
	return false;
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
