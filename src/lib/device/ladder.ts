import type { Rung } from '../model/ladder.ts';
import type { Captures } from './captures.ts';
import type { Session } from './identify.ts';

/** What was found out about a phone; everything that the ladder depends on. */
export interface Means {
	readonly root: 'yes' | 'unasked' | 'refused' | 'by-restart' | 'no';
	readonly tcpdump: boolean;
	readonly pcapdroid: boolean;
	/** API level. */
	readonly sdk: number;
	/** `ro.build.type`. */
	readonly buildType: string;
}

/** Looks without asking for root, so that nobody has to answer a question on the phone. */
export async function findMeans(session: Session, captures: Captures): Promise<Means> {
	const { phone, shell } = session;
	const installed = await shell.run(['pm', 'path', 'com.emanuelef.remote_capture']);
	return {
		root: rootOf(session),
		tcpdump: (await captures.look()) !== undefined,
		pcapdroid: installed.ok && installed.value.stdout.includes('package:'),
		sdk: phone.sdk,
		buildType: phone.buildType,
	};
}

function rootOf({ root, phone }: Session): Means['root'] {
	switch (root.way) {
		case 'adb':
		case 'su-c':
		case 'su-0':
			return 'yes';
		case 'su-unasked':
			return root.refused ? 'refused' : 'unasked';
		case 'none':
			return phone.debuggable ? 'by-restart' : 'no';
	}
}

/** Every rung, lowest first, with its reason. Without means: no phone is connected. */
export function ladderOf(means: Means | undefined): readonly Rung[] {
	const files: Rung = {
		id: 'files',
		available: true,
		why: 'Captures and snapshots can be opened without a phone.',
	};
	if (means === undefined) {
		const why = 'No phone is connected.';
		const live = ['watch', 'pcapdroid', 'packet-trace', 'tcpdump'] as const;
		return [files, ...live.map((id) => ({ id, available: false, why }))];
	}
	return [
		files,
		{
			id: 'watch',
			available: true,
			why: 'Connections with their apps, and bytes per app and interface; no packets.',
		},
		{ id: 'pcapdroid', available: false, why: pcapdroidWhy(means) },
		{ id: 'packet-trace', available: false, why: packetTraceWhy(means) },
		tcpdumpRung(means),
	];
}

function pcapdroidWhy({ pcapdroid }: Means): string {
	return pcapdroid
		? 'PCAPdroid is on this phone, but capturing through it is not built yet.'
		: 'The PCAPdroid app is not on this phone, and capturing through it is not built yet.';
}

function packetTraceWhy({ sdk, buildType }: Means): string {
	if (sdk < 34) return 'Packet traces need Android 14, and reading them is not built yet.';
	if (buildType === 'user') {
		return 'Few user builds of Android offer packet traces, and reading them is not built yet.';
	}
	return 'This build of Android may offer packet traces, but reading them is not built yet.';
}

const ROOT_WORDS: Readonly<Record<Means['root'], string>> = {
	yes: 'Root is there',
	unasked: 'There is an su; the phone may ask you to allow it when a capture starts',
	refused: 'The phone refused root; the next start asks again',
	'by-restart': 'This build allows adb root: restart its ADB as root to capture',
	no: 'Capturing with tcpdump needs root, which this phone does not give',
};

function tcpdumpRung({ root, tcpdump }: Means): Rung {
	const id = 'tcpdump';
	const words = ROOT_WORDS[root];
	if (root === 'no') return { id, available: false, why: `${words}.` };
	// One that only root may see is found when root is asked.
	const found = tcpdump || root === 'unasked' || root === 'refused';
	if (!found)
		return { id, available: false, why: `${words}, but there is no tcpdump on the phone.` };
	return {
		id,
		available: root !== 'by-restart',
		why: root === 'yes' ? 'Every packet on any interface, whole.' : `${words}.`,
	};
}
