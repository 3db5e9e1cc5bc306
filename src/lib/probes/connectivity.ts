import type { Connectivity } from '../model/network.ts';
import { parseDumpsysConnectivity } from '../parse/dumpsysConnectivity.ts';
import type { Probe } from './probe.ts';

/** Which networks there are, what each promises, and whom Android itself keeps off them. */
export const connectivity: Probe<Connectivity> = {
	id: 'connectivity',
	title: 'Networks',
	asks: [{ argv: ['dumpsys', 'connectivity'], timeout: 30_000, parse: parseDumpsysConnectivity }],
	dumps: [{ service: 'connectivity' }],
};
