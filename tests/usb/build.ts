import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '#lib/base/result.ts';

/** Debian's build: the browser itself, not its wrapper script, which would undo the environment. */
export const CHROMIUM = '/usr/lib/chromium/chromium';

const SOURCES = join(import.meta.dirname, 'native');
const OUT = join(import.meta.dirname, 'out');

interface Library {
	readonly source: string;
	readonly file: string;
	readonly flags: readonly string[];
}

const USBFS: Library = { source: 'usbfs.c', file: 'usbfs.so', flags: ['-ldl', '-lpthread'] };
/** Must be named as the system's, for that is the name Chromium loads. */
const UDEV: Library = {
	source: 'fakeudev.c',
	file: 'libudev.so.1',
	flags: ['-fvisibility=hidden', '-Wl,-soname,libudev.so.1'],
};

/** Can Chromium's own WebUSB be joined to our bus on this machine? The reason if not. */
export function canBuildUsb(): Result<undefined, string> {
	if (process.platform !== 'linux') {
		return err(`Chromium's USB service is replaced on Linux only, this is ${process.platform}`);
	}
	if (!existsSync(CHROMIUM)) {
		return err(`no Debian Chromium at ${CHROMIUM} (package chromium)`);
	}
	if (!runs('gcc', ['--version'])) {
		return err('no C compiler (package gcc)');
	}
	if (!runs('bwrap', ['--dev-bind', '/', '/', 'true'])) {
		return err('bwrap cannot make a mount namespace here (package bubblewrap)');
	}
	return ok(undefined);
}

/** Compiles what is missing or older than its source. Safe in several processes at once. */
export function buildUsb(): void {
	mkdirSync(OUT, { recursive: true });
	for (const library of [USBFS, UDEV]) {
		if (isStale(library)) {
			compile(library);
		}
	}
}

/** The environment in which Chromium sees the bus in `folder`. */
export function preloadEnv(folder: string): Record<string, string> {
	return {
		PORTHOLE_USB: folder,
		LD_PRELOAD: join(OUT, USBFS.file),
		LD_LIBRARY_PATH: OUT,
	};
}

function runs(command: string, args: readonly string[]): boolean {
	return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function isStale({ source, file }: Library): boolean {
	const built = statSync(join(OUT, file), { throwIfNoEntry: false });
	return built === undefined || built.mtimeMs < statSync(join(SOURCES, source)).mtimeMs;
}

function compile({ source, file, flags }: Library): void {
	const aside = join(OUT, `${file}.${randomUUID()}`);
	const common = ['-shared', '-fPIC', '-O2', '-Wall', '-Wextra'];
	execFileSync('gcc', [...common, '-o', aside, join(SOURCES, source), ...flags]);
	renameSync(aside, join(OUT, file));
}
