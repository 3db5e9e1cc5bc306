// PCAPdroid's custom pcapng block: what a uid is called (PCAPdroid, pcap_dump.c).
import * as layout from '../layout';
import * as status from '../status';
import * as records from '../memory/records';
import * as scratch from '../names/scratch';
import { u16At, u32At } from './byteOrder';

/** Private enterprise number, at the start of every custom block. */
const PCAPDROID: u32 = 62652;

const VERSION: usize = 4; // u16
const TYPE: usize = 6; // u8
const UID: usize = 8; // i32
const PACKAGE_LENGTH: usize = 12; // u8
const LABEL_LENGTH: usize = 13; // u8
const NAMES: u32 = 14;

const VERSION_1: u32 = 1;
const TYPE_UID_MAP: u32 = 1;

/** Takes the `length` bytes of a custom block's body, whoever's it is. */
export function apply(at: usize, length: u32): void {
	if (length < NAMES || u32At(at) != PCAPDROID) return;
	if (u16At(at + VERSION) != VERSION_1 || load<u8>(at + TYPE) != TYPE_UID_MAP) return;
	const uid = u32At(at + UID);
	const packageSize = <u32>load<u8>(at + PACKAGE_LENGTH);
	const labelSize = <u32>load<u8>(at + LABEL_LENGTH);
	if (<i32>uid < 0 || packageSize + labelSize > length - NAMES) return;
	const record = records.add(layout.TABLE_UIDS);
	if (record == 0) return status.addEvicted();
	store<u32>(record, uid, layout.UID_UID);
	store<u32>(record, <u32>text(at + NAMES, packageSize), layout.UID_PACKAGE);
	store<u32>(record, <u32>text(at + NAMES + packageSize, labelSize), layout.UID_LABEL);
}

/** 0 where there is none, or no room for it. */
function text(at: usize, length: u32): usize {
	if (length == 0) return 0;
	scratch.clear();
	scratch.addText(at, length);
	const kept = scratch.keep();
	if (kept == 0) status.addEvicted();
	return kept;
}
