// Tables of records that only grow: blocks of equal records and a directory of the blocks, so that growing
// copies nothing and a record keeps its address.
import { TABLE_SHIFT } from '../layout';
import { allocate } from './arena';

const COUNT: usize = 0;
const LIMIT: usize = 4;
const RECORD_SIZE: usize = 8;
const DIRECTORY: usize = 16;
const BLOCK: u32 = 1 << TABLE_SHIFT;

/** An empty table for at most `limit` records of `size` bytes (a multiple of 8). 0 where memory has run out. */
export function create(size: u32, limit: u32): usize {
	const blocks = (limit + BLOCK - 1) >> TABLE_SHIFT;
	const table = allocate(DIRECTORY + ((<usize>blocks) << 2));
	if (table == 0) return 0;
	store<u32>(table + LIMIT, limit);
	store<u32>(table + RECORD_SIZE, size);
	return table;
}

export function count(table: usize): u32 {
	return load<u32>(table + COUNT);
}

/** Address of record `index`, which must be below `count`. */
export function at(table: usize, index: u32): usize {
	const block = <usize>load<u32>(table + DIRECTORY + ((<usize>(index >> TABLE_SHIFT)) << 2));
	return block + <usize>((index & (BLOCK - 1)) * load<u32>(table + RECORD_SIZE));
}

/** Address of a new zeroed record behind the last; 0 where the limit or the machine's memory is reached. */
export function add(table: usize): usize {
	const index = count(table);
	if (index >= load<u32>(table + LIMIT)) return 0;
	if ((index & (BLOCK - 1)) == 0) {
		const block = allocate(<usize>BLOCK * load<u32>(table + RECORD_SIZE));
		if (block == 0) return 0;
		store<u32>(table + DIRECTORY + ((<usize>(index >> TABLE_SHIFT)) << 2), <u32>block);
	}
	store<u32>(table + COUNT, index + 1);
	return at(table, index);
}
