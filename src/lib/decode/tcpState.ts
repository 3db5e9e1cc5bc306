import * as layout from '#core/layout.ts';
import type { TcpState } from '../model/flow.ts';

/** The model's word for each TCP_* of the layout; TCP_NONE has none. */
const WORDS: ReadonlyMap<number, TcpState> = new Map([
	[layout.TCP_SYN_SENT, 'syn-sent'],
	[layout.TCP_ESTABLISHED, 'established'],
	[layout.TCP_MIDSTREAM, 'midstream'],
	[layout.TCP_CLOSING, 'closing'],
	[layout.TCP_CLOSED, 'closed'],
	[layout.TCP_RESET, 'reset'],
]);

export function tcpState(code: number): TcpState | undefined {
	return WORDS.get(code);
}
