import type { InterfaceCounters, InterfaceSample } from '../model/counters.ts';
import type { Phone } from '../model/phone.ts';
import { grown } from './usage.ts';

/** Whether counters of the kernel have 32 bits: the ABI of a phone whose kernel may have more says 32 all the same. */
export const is32Bit = (phone: Pick<Phone, 'abi'> | undefined): boolean =>
	/^(?:armeabi|x86$|mips$)/.test(phone?.abi ?? '');

/** What one interface carried between two samples. */
interface Growth {
	readonly added: InterfaceCounters;
	/**
	 * Bytes and packets fell together and no wrap explains it: the interface was removed and made anew. A single
	 * counter that falls is a driver's mistake.
	 */
	readonly madeAnew: boolean;
}

type Columns = readonly number[];

/** Bytes and packets, both ways. */
const TRAFFIC = [0, 1, 8, 9];

const columnsOf = ({ rx, tx }: InterfaceCounters): Columns => [
	...[rx.bytes, rx.packets, rx.errs, rx.drop, rx.fifo, rx.frame, rx.compressed, rx.multicast],
	...[tx.bytes, tx.packets, tx.errs, tx.drop, tx.fifo, tx.colls, tx.carrier, tx.compressed],
];

/** In the order of /proc/net/dev. */
function countersOf(name: string, columns: Columns): InterfaceCounters {
	const column = (at: number): number => columns[at] ?? 0;
	const direction = (at: number) => ({
		...{ bytes: column(at), packets: column(at + 1), errs: column(at + 2) },
		...{ drop: column(at + 3), fifo: column(at + 4) },
	});
	return {
		name,
		rx: { ...direction(0), frame: column(5), compressed: column(6), multicast: column(7) },
		tx: { ...direction(8), colls: column(13), carrier: column(14), compressed: column(15) },
	};
}

export const noCounters = (name: string): InterfaceCounters => countersOf(name, []);

/** The sum of two, column by column. */
export function plus(a: InterfaceCounters, b: InterfaceCounters): InterfaceCounters {
	const second = columnsOf(b);
	return countersOf(
		a.name,
		columnsOf(a).map((value, at) => value + (second[at] ?? 0)),
	);
}

/** From one look to the next. One that was made anew has carried since then what it shows now. */
export function growthOf(
	before: InterfaceCounters | undefined,
	now: InterfaceCounters,
	wraps: boolean,
): Growth {
	if (before === undefined) return { added: now, madeAnew: false };
	const earlier = columnsOf(before);
	const columns = columnsOf(now);
	const added = columns.map((value, at) => grown(earlier[at] ?? 0, value, wraps));
	const grew = TRAFFIC.some((at) => (added[at] ?? 0) > 0);
	const fell = TRAFFIC.some((at) => (columns[at] ?? 0) < (earlier[at] ?? 0));
	const madeAnew = fell && !grew;
	return { added: madeAnew ? now : countersOf(now.name, added), madeAnew };
}

/** What one interface did over all samples. */
export interface InterfaceCourse {
	readonly total: InterfaceCounters;
	readonly madeAnew: number;
	/** Bytes per second, one value per gap. */
	readonly rxRate: readonly number[];
	readonly txRate: readonly number[];
}

/** The course of one interface. Between two samples without it, it carried nothing. */
export function courseOf(
	samples: readonly InterfaceSample[],
	name: string,
	wraps: boolean,
): InterfaceCourse {
	const steps = stepsOf(samples, name, wraps);
	const rates = (of: (added: InterfaceCounters) => number) =>
		steps.map(({ growth, gap }) => perSecond(growth === undefined ? 0 : of(growth.added), gap));
	const grew = steps.flatMap(({ growth }) => growth ?? []);
	return {
		total: grew.reduce((sum, { added }) => plus(sum, added), noCounters(name)),
		madeAnew: grew.filter(({ madeAnew }) => madeAnew).length,
		rxRate: rates(({ rx }) => rx.bytes),
		txRate: rates(({ tx }) => tx.bytes),
	};
}

/** From each sample to the next; no growth where the interface was not there. */
function stepsOf(samples: readonly InterfaceSample[], name: string, wraps: boolean) {
	let before: InterfaceCounters | undefined;
	const steps: { readonly gap: number; readonly growth: Growth | undefined }[] = [];
	for (const [index, { at, rows }] of samples.entries()) {
		const now = rows.find((row) => row.name === name);
		const earlier = samples[index - 1];
		if (earlier !== undefined) {
			steps.push({ gap: at - earlier.at, growth: now && growthOf(before, now, wraps) });
		}
		before = now ?? before;
	}
	return steps;
}

/** Two looks at one moment (a clock that was set back) have no rate. */
export const perSecond = (amount: number, gap: number): number =>
	gap > 0 ? (amount * 1000) / gap : 0;
