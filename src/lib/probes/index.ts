import type { ProbeId, ProbeValues } from '../model/reading.ts';
import { firewall } from './firewall.ts';
import { history } from './history.ts';
import { identity } from './identity.ts';
import { interfaces } from './interfaces.ts';
import { kernelLog } from './kernelLog.ts';
import { intrusionLog } from './intrusionLog.ts';
import { links } from './links.ts';
import { neighbours } from './neighbours.ts';
import { otherSockets } from './otherSockets.ts';
import { netpolicy } from './netpolicy.ts';
import { netstats } from './netstats.ts';
import { packages } from './packages.ts';
import { connectivity } from './connectivity.ts';
import { privateDns } from './privateDns.ts';
import { resolver } from './resolver.ts';
import { sysctl } from './sysctl.ts';
import { tethering } from './tethering.ts';
import { wifi } from './wifi.ts';
import { telephony } from './telephony.ts';
import { modem } from './modem.ts';
import { bluetooth } from './bluetooth.ts';
import { users } from './users.ts';
import type { Probe } from './probe.ts';
import { protocols } from './protocols.ts';
import { processes } from './processes.ts';
import { socketHolders } from './socketHolders.ts';
import { routing } from './routing.ts';
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
	connectivity,
	privateDns,
	resolver,
	sysctl,
	tethering,
	wifi,
	telephony,
	modem,
	bluetooth,
	users,
	firewall,
	kernelLog,
	netpolicy,
	uidFirewall,
	netstats,
	history,
	intrusionLog,
	protocols,
	links,
	routing,
};
