import type { EpochMs } from '../base/units.ts';
import type { Outcome, Reading, Readings } from '../model/reading.ts';
import { probes } from '../probes/index.ts';
import { readAnswer, shortened, type DumpPlace, type Probe } from '../probes/probe.ts';
import type { Section, SectionHead } from './section.ts';

/** Characters of sections that wait for the other parts of their answer. */
const MAX_WAITING = 64 * 1024 * 1024;

/** An answer that a report had, and how good it is. */
interface Candidate {
	readonly probe: Probe<unknown>;
	readonly command: string;
	readonly raw: string;
	readonly complaints: string;
	readonly outcome: Outcome<unknown>;
	/** Place among the probe's `dumps`: the earlier is the better. */
	readonly place: number;
}

interface Part {
	readonly name: string;
	readonly place: number;
	readonly section: Section;
}

const all = Object.values<Probe<unknown>>(probes);

/** Whether any probe reads such a section. */
export const isWanted = (head: SectionHead): boolean =>
	all.some(({ dumps = [] }) => dumps.some((place) => fits(place, head)));

function fits(place: DumpPlace, { title, command, service }: SectionHead): boolean {
	if ('service' in place) return place.service === service;
	return place.title === title && command.startsWith(place.command ?? '');
}

/** Makes readings of sections as they come. What was read already is kept only as far as a reading keeps it. */
export class ReadingMaker {
	readonly #best = new Map<Probe<unknown>, Candidate>();
	readonly #parts = new Map<Probe<unknown>, Part[]>();
	#waiting = 0;

	/** The probes that read this section; empty where none does. */
	take(section: Section): readonly Probe<unknown>[] {
		return all.filter((probe) => {
			const places = (probe.dumps ?? []).entries();
			const fitting = [...places].filter(([, place]) => fits(place, section));
			for (const [index, place] of fitting) this.#takeAt(probe, place, index, section);
			return fitting.length > 0;
		});
	}

	/** The readings, all of the time at which the report was begun. */
	readings(at: EpochMs): Readings {
		for (const [probe, parts] of this.#parts) this.#offer(together(probe, parts));
		let readings: Readings = {};
		for (const [{ id }, { command, raw, complaints, outcome }] of this.#best) {
			const told = { probe: id, at, duration: 0, command, exit: undefined };
			const reading: Reading<unknown> = { ...told, raw, stderr: complaints, outcome };
			readings = { ...readings, [id]: reading };
		}
		return readings;
	}

	#takeAt(probe: Probe<unknown>, place: DumpPlace, index: number, section: Section): void {
		const { text = '', complaints } = section;
		if (place.as === undefined) {
			const outcome = readAnswer(probe, text, complaints);
			const command = commandOf(section);
			this.#offer({ probe, command, raw: shortened(text), complaints, outcome, place: index });
			return;
		}
		this.#waiting += text.length;
		if (this.#waiting > MAX_WAITING) return;
		const parts = this.#parts.get(probe) ?? [];
		parts.push({ name: markOf(place.as, place, section), place: index, section });
		this.#parts.set(probe, parts);
	}

	#offer(candidate: Candidate): void {
		const best = this.#best.get(candidate.probe);
		if (best === undefined || isBetter(candidate, best)) this.#best.set(candidate.probe, candidate);
	}
}

/** What can be read counts most, then what says why not; then the place; of one place, the longer text. */
function isBetter(one: Candidate, other: Candidate): boolean {
	const ranks = ['ok', 'unparsed', 'denied'].reverse();
	const rank = ({ outcome }: Candidate): number => ranks.indexOf(outcome.kind);
	if (rank(one) !== rank(other)) return rank(one) > rank(other);
	if (one.place !== other.place) return one.place < other.place;
	return one.raw.length > other.raw.length;
}

function markOf(name: string, place: DumpPlace, { command }: Section): string {
	return place.numbered === true ? `${name} ${command.slice(place.command?.length).trim()}` : name;
}

function together(probe: Probe<unknown>, parts: readonly Part[]): Candidate {
	const inOrder = parts.toSorted((one, other) => one.place - other.place);
	const text = inOrder.map(({ name, section }) => `@@${name}\n${section.text ?? ''}\n`).join('');
	const complaints = inOrder.map(({ section }) => section.complaints).filter(Boolean);
	return {
		probe,
		command: [...new Set(inOrder.map(({ section }) => commandOf(section)))]
			.join(', ')
			.slice(0, 4000),
		raw: shortened(text),
		complaints: complaints.join('\n'),
		outcome: readAnswer(probe, text, complaints.join('\n')),
		place: inOrder[0]?.place ?? 0,
	};
}

/** As the report says it. */
const commandOf = ({ title, command, service }: SectionHead): string =>
	service !== undefined || command === '' ? title : `${title} (${command})`;
