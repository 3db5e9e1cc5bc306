// The shapes of the file service's answers: AOSP file_sync_protocol.h. Little-endian throughout.
import type { BigIntStats } from 'node:fs';
import { errorNumber } from '../android/as.ts';

/** A file's stat, or why there is none. */
export type StatResult = BigIntStats | NodeJS.ErrnoException;

/** `struct sync_stat_v2` with its id. */
export const STAT2_LENGTH = 72;

/** Four letters, then words. */
export function message(id: string, ...words: readonly number[]): Buffer {
	const bytes = Buffer.alloc(4 + 4 * words.length);
	bytes.write(id, 0, 'latin1');
	for (const [index, value] of words.entries()) bytes.writeUInt32LE(value >>> 0, 4 + 4 * index);
	return bytes;
}

/** Mode, size and modification time of version 1; all zero for a file that is not there. */
function words1(stat: StatResult): readonly [number, number, number] {
	if (stat instanceof Error) return [0, 0, 0];
	const size = Number(stat.size & 0xffffffffn);
	return [Number(stat.mode), size, Number(stat.mtimeMs / 1000n)];
}

export function stat1(stat: StatResult): Buffer {
	return message('STAT', ...words1(stat));
}

export function stat2(id: string, stat: StatResult): Buffer {
	const bytes = Buffer.alloc(STAT2_LENGTH);
	bytes.write(id, 0, 'latin1');
	if (stat instanceof Error) {
		bytes.writeUInt32LE(errorNumber(stat), 4);
		return bytes;
	}
	bytes.writeBigUInt64LE(stat.dev, 8);
	bytes.writeBigUInt64LE(stat.ino, 16);
	bytes.writeUInt32LE(Number(stat.mode), 24);
	bytes.writeUInt32LE(Number(stat.nlink), 28);
	bytes.writeUInt32LE(Number(stat.uid), 32);
	bytes.writeUInt32LE(Number(stat.gid), 36);
	bytes.writeBigUInt64LE(stat.size, 40);
	bytes.writeBigInt64LE(stat.atimeMs / 1000n, 48);
	bytes.writeBigInt64LE(stat.mtimeMs / 1000n, 56);
	bytes.writeBigInt64LE(stat.ctimeMs / 1000n, 64);
	return bytes;
}

export function dirent1(name: string, stat: StatResult): Buffer {
	const text = Buffer.from(name);
	return Buffer.concat([message('DENT', ...words1(stat), text.length), text]);
}

export function dirent2(name: string, stat: StatResult): Buffer {
	const text = Buffer.from(name);
	const length = Buffer.alloc(4);
	length.writeUInt32LE(text.length);
	return Buffer.concat([stat2('DNT2', stat), length, text]);
}
