import type { ProbeFared } from '#lib/model/report.ts';
import type { Snapshot } from '#lib/model/snapshot.ts';
import { probes } from '#lib/probes/index.ts';
import type { Probe } from '#lib/probes/probe.ts';

/** How every probe fared with the report that was opened. */
export const faredOf = ({ readings }: Snapshot): readonly ProbeFared[] =>
	Object.values<Probe<unknown>>(probes).map(({ id, title }) => ({
		...{ probe: id, title },
		reading: readings[id],
	}));
