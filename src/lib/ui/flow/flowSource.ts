import type { HttpExchange } from '#lib/model/flow.ts';
import type { PacketPage } from '#lib/ports/decoder.ts';

/** Exchanges of one flow, in order; `more` says that there are others behind them. */
export interface FlowExchanges {
	readonly exchanges: readonly HttpExchange[];
	readonly more: boolean;
}

/** What the capture's own bytes say of a flow beyond the flow itself. */
export interface FlowSource {
	readonly packets: (flow: number, from: number, count: number) => Promise<PacketPage>;
	readonly http: (flow: number) => Promise<FlowExchanges>;
}
