import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { DataActivity, DataConnection, MobilePhone, Telephony } from '../model/telephony.ts';
import { told, valueOf } from './keyed.ts';
import { serviceOf, type MobileService } from './serviceState.ts';
import { signalsOf } from './signalStrength.ts';
import { absent, decimal, linesOf } from './text.ts';

const CONNECTIONS: readonly DataConnection[] = [
	'disconnected',
	'connecting',
	'connected',
	'suspended',
	'disconnecting',
	'handover',
];
const ACTIVITIES: readonly DataActivity[] = ['none', 'in', 'out', 'in and out', 'dormant'];
const MAX_PHONES = 8;

/**
 * Reads `dumpsys telephony.registry` (AOSP `TelephonyRegistry.dump`): a block `Phone Id=0` per slot, on phones before
 * Android 5.1 the lines of the only one without such a title. The logs below repeat it all.
 */
export function parseTelephonyRegistry(text: string): Result<Telephony, ParseFailure | Absent> {
	const phones = new Map<number, Map<string, string>>();
	let id = 0;
	for (const raw of linesOf(text)) {
		const line = raw.trim();
		if (line === 'local logs:' || line.startsWith('registrations: ')) break;
		id = decimal(/^Phone Id=(\d)$/.exec(line)?.[1]) ?? id;
		const at = line.indexOf('=');
		if (!/^m[A-Z]\w{1,40}=/.test(line) || phones.size > MAX_PHONES) continue;
		const values = phones.get(id) ?? new Map<string, string>();
		const key = line.slice(0, at);
		if (!values.has(key)) values.set(key, line.slice(at + 1).trim());
		phones.set(id, values);
	}
	const known = [...phones].filter(([, values]) => values.has('mServiceState'));
	if (known.length === 0) return absent('service state of a phone');
	return ok({ phones: known.map(([slot, values]) => phoneOf(slot, values)) });
}

function phoneOf(id: number, values: ReadonlyMap<string, string>): MobilePhone {
	const service: MobileService = serviceOf(values.get('mServiceState') ?? '');
	return {
		id,
		...service,
		shownAs: shownAs(values.get('mTelephonyDisplayInfo') ?? ''),
		dataAllowed: flag(values.get('mUserMobileDataState')),
		connection: CONNECTIONS[decimal(values.get('mDataConnectionState')) ?? -1],
		activity: ACTIVITIES[decimal(values.get('mDataActivity')) ?? -1],
		signals: signalsOf(values.get('mSignalStrength') ?? ''),
	};
}

/** `TelephonyDisplayInfo {network=LTE, overrideNetwork=NR_NSA, ...}` (11 on). */
function shownAs(text: string): string | undefined {
	const shown = told(valueOf(text, 'overrideNetwork=', ',} '));
	return shown?.toLowerCase() === 'none' ? undefined : shown;
}

const flag = (word: string | undefined): boolean | undefined =>
	word === undefined ? undefined : word === 'true';
