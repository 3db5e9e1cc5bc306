import type { ProbeId, ProbeValues } from '../model/reading.ts';
import { identity } from './identity.ts';
import { interfaces } from './interfaces.ts';
import { links } from './links.ts';
import { neighbours } from './neighbours.ts';
import { packages } from './packages.ts';
import type { Probe } from './probe.ts';
import { routing } from './routing.ts';
import { sockets } from './sockets.ts';
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
	links,
	routing,
};
