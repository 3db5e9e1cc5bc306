import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The AssemblyScript compiler as a process of its own: imported, its types would describe JavaScript's globals anew for
 * the whole project. Gives what it complains of; undefined when it is content.
 */
export async function asc(args: readonly string[], folder?: string): Promise<string | undefined> {
	const compiler = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');
	const cwd = folder ?? fileURLToPath(new URL('../../', import.meta.url));
	try {
		await run(process.execPath, [compiler, ...args], { cwd });
		return undefined;
	} catch (error) {
		return error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
	}
}
