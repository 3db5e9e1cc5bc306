import type { ProbeId, ProbeValues } from '../model/reading.ts';
import { firewall } from './firewall.ts';
import { identity } from './identity.ts';
import { interfaces } from './interfaces.ts';
import { kernelLog } from './kernelLog.ts';
import { neighbours } from './neighbours.ts';
import { otherSockets } from './otherSockets.ts';
import { netpolicy } from './netpolicy.ts';
import { packages } from './packages.ts';
import type { Probe } from './probe.ts';
import { processes } from './processes.ts';
import { socketHolders } from './socketHolders.ts';
import { sockets } from './sockets.ts';
import { uidFirewall } from './uidFirewall.ts';
import { usage } from './usage.ts';

export type Probes = { readonly [Id in ProbeId]: Probe<ProbeValues[Id]> };

/** Everything that Porthole can ask a phone. A new probe is a parser, a file here and a line in this list. */
export const probes: Probes = {
	identity,
	interfaces,
	sockets,
	packages,
	usage,
	neighbours,
	otherSockets,
	processes,
	socketHolders,
	firewall,
	kernelLog,
	netpolicy,
	uidFirewall,
};
