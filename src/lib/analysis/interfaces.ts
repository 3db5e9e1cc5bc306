import type { InterfaceCounters } from '../model/counters.ts';
import type { InterfaceKind, InterfacesSeen } from '../model/interfaceSeen.ts';
import { type Readings, valueOf } from '../model/reading.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { courseOf, is32Bit, noCounters } from './interfaceGrowth.ts';
import { kindOf, MOBILE, TETHERED, TRANSPORT } from './interfaceKinds.ts';
import { notesOn } from './interfaceNotes.ts';
import { counted } from './watchSamples.ts';

/** Every interface of a snapshot, the busiest first; with `links`, told apart also by their type. */
export function interfacesOf({ readings, watch }: Snapshot): InterfacesSeen {
	const links = valueOf(readings.links) ?? [];
	const { interfaces, identity } = readings;
	const read = valueOf(interfaces) ?? [];
	const samples = watch?.interfaces ?? [];
	const wraps = is32Bit(valueOf(identity));
	const carriers = read.filter(counted);
	const serving = servingOf(readings);
	const typeOf = new Map(links.map(({ name, type }) => [name, type]));
	const rows = read.map((total) => {
		const { name } = total;
		const kind = serving.has(name) ? TETHERED : standing(kindOf(name, typeOf.get(name)), carriers);
		const course = counted(total) ? courseOf(samples, name, wraps) : undefined;
		return {
			...{ name, kind, total, counted: counted(total) },
			sinceStart: samples.length > 0 ? (course?.total ?? noCounters(name)) : undefined,
			madeAnew: course?.madeAnew ?? 0,
			rxRate: course?.rxRate ?? [],
			txRate: course?.txRate ?? [],
			notes: notesOn(total, kind, carriers),
		};
	});
	return {
		rows: rows.toSorted((a, b) => bytesOf(b.total) - bytesOf(a.total)),
		at: samples.slice(1).map(({ at }) => at),
		since: samples[0]?.at,
	};
}

/** Interfaces that serve others now, whatever they are called: a hotspot is wlan0 on one phone and wlan1 on another. */
function servingOf({ tethering }: Readings): ReadonlySet<string> {
	const downstreams = valueOf(tethering)?.downstreams ?? [];
	return new Set(downstreams.flatMap(({ name, state }) => (state === 'tethered' ? [name] : [])));
}

/** Where nothing runs on top of it, as on phones of 2012, the way to the modem is the data connection itself. */
function standing(kind: InterfaceKind, carriers: readonly InterfaceCounters[]): InterfaceKind {
	const carries = carriers.some(({ name }) => /^rmnet_?data/.test(name));
	return kind === TRANSPORT && !carries ? MOBILE : kind;
}

const bytesOf = ({ rx, tx }: InterfaceCounters): number => rx.bytes + tx.bytes;
