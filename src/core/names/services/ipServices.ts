// Protocols right behind the IP header: its protocol number says what they are.
import * as layout from '../../layout';
import * as flows from '../../flow/flows';

/** A packet of an IANA protocol number other than TCP and UDP, counted in `flow`. */
export function protocol(flow: usize, number: u32): void {
	if (load<u8>(flow, layout.FLOW_SERVICE) != layout.SERVICE_NONE) return;
	flows.setService(flow, serviceOf(number));
}

function serviceOf(number: u32): u32 {
	switch (number) {
		case 1:
		case 58:
			return layout.SERVICE_ICMP;
		case 2:
			return layout.SERVICE_IGMP;
		case 4:
		case 41:
			return layout.SERVICE_IP_IN_IP;
		case 47:
			return layout.SERVICE_GRE;
		case 50:
			return layout.SERVICE_ESP;
		default:
			return layout.SERVICE_NONE;
	}
}
