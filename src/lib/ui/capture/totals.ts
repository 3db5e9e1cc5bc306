// What the flows at hand add up to.
import type { Flow } from '#lib/model/flow.ts';

interface Totals {
	/** Share of TCP's payload that was sent again; undefined where no TCP, or only a VPN's, was seen. */
	readonly sentAgain: number | undefined;
	readonly ownerless: number;
	readonly flows: number;
}

const sum = (both: readonly [number, number] | undefined): number =>
	both === undefined ? 0 : both[0] + both[1];

/** Adds up flows. `counts` says which connections' repetitions are the network's. */
export function totalsOf(flows: readonly Flow[], counts: (flow: Flow) => boolean): Totals {
	let payload = 0;
	let again = 0;
	let ownerless = 0;
	for (const flow of flows) {
		if (flow.owner.kind === 'unknown') ownerless += 1;
		if (flow.tcp === undefined || !counts(flow)) continue;
		payload += sum(flow.payload);
		again += sum(flow.tcp.health?.retransmittedBytes);
	}
	return {
		sentAgain: payload === 0 ? undefined : again / payload,
		ownerless,
		flows: flows.length,
	};
}
