// A flow as seen from the phone; where nobody knows which end that is, from the one that spoke first.
import type { Endpoint } from '#lib/model/endpoint.ts';
import type { BothWays, Flow } from '#lib/model/flow.ts';
import { tcpStateName } from '#lib/model/protocol.ts';
import { endpointText } from '../endpointText.ts';

/** The end that is not the phone; where nobody knows which is, the one that was spoken to. */
export const farEnd = (flow: Flow): Endpoint => (flow.phone === 'b' ? flow.a : flow.b);

export const nearEnd = (flow: Flow): Endpoint => (flow.phone === 'b' ? flow.b : flow.a);

/** What went to the near end. */
export const inOf = <T>(flow: Flow, [ab, ba]: readonly [T, T]): T => (flow.phone === 'b' ? ab : ba);

/** What the near end sent. */
export const outOf = <T>(flow: Flow, [ab, ba]: readonly [T, T]): T =>
	flow.phone === 'b' ? ba : ab;

export const received = (flow: Flow): number => inOf(flow, flow.bytes);

export const sent = (flow: Flow): number => outOf(flow, flow.bytes);

export const sum = ([ab, ba]: BothWays): number => ab + ba;

export function farName(flow: Flow): string {
	const far = farEnd(flow);
	const name = flow.names[0]?.name;
	if (name === undefined) return endpointText(far);
	return far.port === 0 ? name : `${name}:${far.port}`;
}

export const stateOf = (flow: Flow): string =>
	flow.tcp === undefined ? '' : tcpStateName(flow.tcp.state);

/** What a phone's end is called behind PCAPdroid's VPN (its MitmAddon and VPN service, both families). */
const VPN_ENDS = new Set(['10.215.173.1', 'fd00:2:fd00:1:fd00:1:fd00:1']);

/**
 * Whether its headers were made by PCAPdroid on the phone: its times and what was sent again say nothing of the
 * network then.
 */
export const isThroughVpn = ({ a, b }: Flow): boolean =>
	VPN_ENDS.has(a.address) || VPN_ENDS.has(b.address);

export const THROUGH_VPN =
	'PCAPdroid captured this as a VPN on the phone: times and repetitions are between the phone and itself, not the network’s.';
