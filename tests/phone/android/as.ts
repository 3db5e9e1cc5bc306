import { constants } from 'node:os';
import { ROOT_UID } from './ids.ts';

function isFileError(error: unknown): error is NodeJS.ErrnoException {
	return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

/**
 * Runs `action` with the rights of `uid`, as the kernel sees it, and hands back its file error as a value.
 *
 * The action must be synchronous: the identity is the whole process's for its duration.
 */
export function asUid<T>(uid: number, action: () => T): T | NodeJS.ErrnoException {
	if (uid !== ROOT_UID) {
		process.setegid?.(uid);
		process.seteuid?.(uid);
	}
	try {
		return action();
	} catch (error) {
		if (isFileError(error)) return error;
		throw error;
	} finally {
		process.seteuid?.(ROOT_UID);
		process.setegid?.(ROOT_UID);
	}
}

/** The errno of a file error, as it goes over the wire. */
export function errorNumber(error: NodeJS.ErrnoException): number {
	const numbers: Readonly<Record<string, number>> = constants.errno;
	return numbers[error.code ?? ''] ?? constants.errno.EIO;
}

/** The words of bionic's strerror. */
const WORDS: Readonly<Record<string, string>> = {
	ENOENT: 'No such file or directory',
	EACCES: 'Permission denied',
	EPERM: 'Operation not permitted',
	EISDIR: 'Is a directory',
	ENOTDIR: 'Not a directory',
	EROFS: 'Read-only file system',
	ENOSPC: 'No space left on device',
};

export function errorText(error: unknown): string {
	const code = isFileError(error) ? error.code : undefined;
	return WORDS[code ?? ''] ?? 'I/O error';
}
