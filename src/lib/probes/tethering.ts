import type { Tethering } from '../model/tethering.ts';
import { parseDumpsysTethering } from '../parse/dumpsysTethering.ts';
import type { Probe } from './probe.ts';

/** Whether the phone shares its connection, with whom, and how packets are carried on. */
export const tethering: Probe<Tethering> = {
	id: 'tethering',
	title: 'Tethering',
	asks: [
		{ argv: ['dumpsys', 'tethering'], parse: parseDumpsysTethering },
		// Before Android 11 it is a part of the connectivity service.
		{ argv: ['dumpsys', 'connectivity'], timeout: 30_000, parse: parseDumpsysTethering },
	],
	dumps: [{ service: 'tethering' }, { service: 'connectivity' }],
};
