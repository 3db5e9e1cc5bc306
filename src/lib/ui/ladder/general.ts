import type { Rung } from '#lib/model/ladder.ts';

/** The ladder before a phone is connected: what each rung needs and gives. */
export const ladderInGeneral: readonly Rung[] = [
	{
		id: 'files',
		available: true,
		why: 'needs nothing: everything that a capture, a bug report or a snapshot holds.',
	},
	{
		id: 'watch',
		available: true,
		why: 'any phone with USB debugging: which app has which connection open, and bytes per app, every second.',
	},
	{
		id: 'pcapdroid',
		available: false,
		why: 'packets with their app, without root, through the PCAPdroid app: not built yet.',
	},
	{
		id: 'packet-trace',
		available: false,
		why: 'size and owner of every packet on some builds of Android 14 and newer: not built yet.',
	},
	{ id: 'tcpdump', available: true, why: 'a rooted phone: everything on the wire.' },
];
