import type { NetPolicy } from '../model/netPolicy.ts';
import { parseDumpsysNetpolicy } from '../parse/dumpsysNetpolicy.ts';
import type { Probe } from './probe.ts';

/** Android's own rules about data: data saver, limits, what each app may do in the background. */
export const netpolicy: Probe<NetPolicy> = {
	id: 'netpolicy',
	title: 'Data rules of Android',
	asks: [{ argv: ['dumpsys', 'netpolicy'], parse: parseDumpsysNetpolicy }],
	dumps: [{ service: 'netpolicy' }],
};
