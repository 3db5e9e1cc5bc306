// pcapng's decryption secrets: only where they stand. They are read when somebody wants to decrypt.
import * as layout from '../layout';
import * as status from '../status';
import * as records from '../memory/records';
import { u32At } from './byteOrder';

const TYPE: usize = 0;
const LENGTH: usize = 4;
const SECRETS: u32 = 8;

/** Takes the head of such a block's body, which is `length` bytes long and begins at `offset` of the file. */
export function apply(at: usize, length: u32, offset: f64): void {
	if (length < SECRETS) return;
	const size = u32At(at + LENGTH);
	if (size > length - SECRETS) return;
	const record = records.add(layout.TABLE_SECRETS);
	if (record == 0) return status.addEvicted();
	store<f64>(record, offset + SECRETS, layout.SECRET_OFFSET);
	store<u32>(record, size, layout.SECRET_LENGTH);
	store<u32>(record, u32At(at + TYPE), layout.SECRET_TYPE);
}
