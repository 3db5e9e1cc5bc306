// How far two accounts of the same file agree, and which disagreements are known.
import { FIELDS, type Account, type Field } from './fields.ts';

/** One item of which two readers do not say the same. */
export interface Disagreement {
	/** Below the folder of captures. */
	readonly file: string;
	readonly field: Field;
	readonly item: string;
	readonly frame: number | undefined;
	/** Undefined: that reader says nothing of the item. */
	readonly ours: string | undefined;
	readonly theirs: string | undefined;
}

/** Items that both or one of them speak of. */
export interface Agreement {
	readonly compared: ReadonlyMap<Field, number>;
	readonly disagreements: readonly Disagreement[];
}

/** A known disagreement, and why it is none of ours. */
export interface Difference {
	readonly reason: string;
	readonly field: Field;
	/** Below the folder of captures. */
	readonly files: readonly string[];
	/** Only these; without them every disagreement on the field in these files. */
	readonly frames?: readonly number[];
}

export function compare(file: string, ours: Account, theirs: Account): Agreement {
	const itemsOf = (field: Field): ReadonlySet<string> =>
		new Set([theirs, ours].flatMap((account) => [...(account.get(field)?.keys() ?? [])]));
	const items = new Map(FIELDS.map((field) => [field, itemsOf(field)]));
	const disagreements = [...items].flatMap(([field, keys]) =>
		[...keys].flatMap((item) => {
			const one = ours.get(field)?.get(item);
			const other = theirs.get(field)?.get(item);
			if (one?.text === other?.text) return [];
			const frame = other?.frame ?? one?.frame;
			return [{ file, field, item, frame, ours: one?.text, theirs: other?.text }];
		}),
	);
	return {
		compared: new Map([...items].map(([field, keys]) => [field, keys.size])),
		disagreements,
	};
}

/** All files together. */
export function added(agreements: readonly Agreement[]): Agreement {
	const compared = new Map<Field, number>();
	for (const each of agreements) {
		for (const [field, items] of each.compared) {
			compared.set(field, (compared.get(field) ?? 0) + items);
		}
	}
	return { compared, disagreements: agreements.flatMap((each) => each.disagreements) };
}

/** What became of the disagreements once the known ones are looked up. */
export interface Judgement {
	readonly unexplained: readonly Disagreement[];
	readonly explained: readonly Disagreement[];
	/** Known differences that are none any more, each in words: left in the list they would hide the next one. */
	readonly idle: readonly string[];
}

/** `files` are those that were compared: nothing is said of the others. */
export function judge(
	disagreements: readonly Disagreement[],
	differences: readonly Difference[],
	files: ReadonlySet<string>,
): Judgement {
	const isKnown = (each: Disagreement): boolean =>
		differences.some((difference) => covers(difference, each));
	return {
		explained: disagreements.filter(isKnown),
		unexplained: disagreements.filter((each) => !isKnown(each)),
		idle: differences.flatMap((difference) => idleParts(difference, disagreements, files)),
	};
}

function covers({ field, files, frames }: Difference, each: Disagreement): boolean {
	if (field !== each.field || !files.includes(each.file)) return false;
	return frames === undefined || (each.frame !== undefined && frames.includes(each.frame));
}

function idleParts(
	{ field, files, frames }: Difference,
	disagreements: readonly Disagreement[],
	compared: ReadonlySet<string>,
): readonly string[] {
	return files
		.filter((file) => compared.has(file))
		.flatMap((file) => {
			const met = disagreements.filter((each) => each.field === field && each.file === file);
			if (frames === undefined) return met.length > 0 ? [] : [`${file}, ${field}`];
			return frames
				.filter((frame) => !met.some((each) => each.frame === frame))
				.map((frame) => `${file}, ${field}, frame ${frame}`);
		});
}
