/** How far two readers agree, field by field, and where they do not. */

export interface Disagreement {
	readonly file: string;
	readonly field: string;
	readonly what: string;
}

export class Agreement {
	readonly #counts = new Map<string, { equal: number; all: number }>();
	readonly disagreements: Disagreement[] = [];

	/** Notes one value of both readers. */
	note(file: string, field: string, ours: string, theirs: string): void {
		const count = this.#counts.get(field) ?? { equal: 0, all: 0 };
		this.#counts.set(field, count);
		count.all += 1;
		if (ours === theirs) count.equal += 1;
		else this.disagreements.push({ file, field, what: `ours "${ours}", theirs "${theirs}"` });
	}

	/** One line per field. */
	get table(): string {
		const lines = [...this.#counts].map(([field, { equal, all }]) => {
			const percent = ((100 * equal) / all).toFixed(2);
			return `${field.padEnd(16)} ${String(equal).padStart(6)} of ${String(all).padStart(6)} ${percent.padStart(7)} %`;
		});
		return lines.join('\n');
	}

	/** How many values were compared, of one field. */
	compared(field: string): number {
		return this.#counts.get(field)?.all ?? 0;
	}
}

/** A known difference between the readers. */
export interface Explanation {
	readonly reason: string;
	readonly fields: readonly string[];
	/** Below the folder of captures. */
	readonly files: readonly string[];
}

/** The disagreements that no explanation covers, as lines. */
export function unexplained(
	disagreements: readonly Disagreement[],
	explanations: readonly Explanation[],
): readonly string[] {
	return disagreements
		.filter((each) => !explanations.some((explanation) => covers(explanation, each)))
		.map(({ file, field, what }) => `${file}: ${field}: ${what}`);
}

/** What explanations name that no longer differs: they would hide the next difference. */
export function idle(
	disagreements: readonly Disagreement[],
	explanations: readonly Explanation[],
): readonly string[] {
	return explanations.flatMap((explanation) =>
		explanation.files.flatMap((file) =>
			explanation.fields
				.filter(
					(field) => !disagreements.some((each) => each.file === file && each.field === field),
				)
				.map((field) => `${file}: ${field}`),
		),
	);
}

function covers({ fields, files }: Explanation, { file, field }: Disagreement): boolean {
	return fields.includes(field) && files.includes(file);
}
