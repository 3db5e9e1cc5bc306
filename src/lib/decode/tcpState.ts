import * as layout from '#core/layout.ts';
import type { TcpState } from '../model/flow.ts';

/** The model's word for each STATE_* of the layout; STATE_NONE has none. */
const WORDS: ReadonlyMap<number, TcpState> = new Map([
	[layout.STATE_SYN_SENT, 'syn-sent'],
	[layout.STATE_ESTABLISHED, 'established'],
	[layout.STATE_MIDSTREAM, 'midstream'],
	[layout.STATE_CLOSING, 'closing'],
	[layout.STATE_CLOSED, 'closed'],
	[layout.STATE_RESET, 'reset'],
]);

export function tcpState(code: number): TcpState | undefined {
	return WORDS.get(code);
}
