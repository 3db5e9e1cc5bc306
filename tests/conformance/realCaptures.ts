/** Other people's captures, many made to break readers. They stay where they are. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { hasTshark } from './tshark.ts';

export const CAPTURES = fileURLToPath(new URL('../../../shared/captures/', import.meta.url));

/** Why nothing can be compared here; undefined where everything is there. */
export function whatIsMissing(): string | undefined {
	if (!existsSync(CAPTURES)) return 'no ../shared/captures beside the project';
	return hasTshark() ? undefined : 'no tshark on this machine';
}

/** All of them, as paths below the folder. */
export function captureFiles(): readonly string[] {
	const all = readdirSync(CAPTURES, { recursive: true }).map(String);
	return all.filter((file) => /\.pcap(ng)?$/.test(file)).sort();
}

/** Asks about every file that has one of these bytes somewhere, a few at a time: an oracle takes its time. */
export async function forEachCaptureWith(
	patterns: readonly Buffer[],
	ask: (file: string) => Promise<void>,
): Promise<void> {
	const left = captureFiles().filter((file) => {
		const bytes = readFileSync(CAPTURES + file);
		return patterns.some((pattern) => bytes.includes(pattern));
	});
	const asker = async (): Promise<void> => {
		for (let file = left.pop(); file !== undefined; file = left.pop()) await ask(file);
	};
	await Promise.all([asker(), asker(), asker()]);
}
