/** A command as a person could type it into `adb shell`. For reading only: what runs is the argv itself. */
export function shownCommand(ask: {
	readonly argv: readonly string[];
	readonly root?: boolean;
}): string {
	const line = ask.argv.map(shownWord).join(' ');
	return ask.root === true ? `su 0 ${line}` : line;
}

const shownWord = (word: string): string =>
	/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
