/**
 * One argv as one line for a shell, POSIX XCU 2.2.2: between single quotes every byte means itself, and a single
 * quote is written by leaving the quotes (`'\''`). The only place where an argument becomes shell text; a line that
 * has to pass through two shells (`su -c`) is quoted by calling this twice.
 */
export function shellLine(argv: readonly string[]): string {
	return argv.map(quoted).join(' ');
}

const quoted = (argument: string): string => `'${argument.replaceAll("'", String.raw`'\''`)}'`;

/**
 * Why this argv cannot be run, or undefined. A C string ends at its first NUL, so an argument that holds one would
 * reach the program cut short.
 */
export function refusalOf(argv: readonly string[]): string | undefined {
	if (argv.length === 0 || argv[0] === '') return 'There is no program to run.';
	if (argv.some((argument) => argument.includes('\0'))) {
		return 'An argument holds a NUL character, which no program can be given.';
	}
	return undefined;
}
