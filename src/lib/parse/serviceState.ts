import type { MobilePhone, ServiceState } from '../model/telephony.ts';
import { told, valueOf } from './keyed.ts';
import { decimal, fieldsOf } from './text.ts';

/** What a `ServiceState` says. */
export type MobileService = Pick<
	MobilePhone,
	'voice' | 'data' | 'operator' | 'technology' | 'roaming'
>;

const STATES: readonly ServiceState[] = ['in service', 'out of service', 'emergency only', 'off'];

/** Reads `ServiceState.toString`: named fields from Android 9 on, words in a fixed order before. */
export function serviceOf(text: string): MobileService {
	return text.startsWith('{') ? named(text) : ordered(text);
}

/** `{mVoiceRegState=0(IN_SERVICE), ... getRilDataRadioTechnology=14(LTE), ...}`. */
function named(text: string): MobileService {
	const state = (key: string) => STATES[decimal(valueOf(text, key, '(,')) ?? -1];
	// Android 10 tells voice and data apart, later ones know one name for both.
	const operator =
		told(valueOf(text, ' mOperatorAlphaLong=', ',}')) ??
		told(valueOf(text, 'mDataOperatorAlphaLong=', ',}'));
	const roaming = valueOf(text, 'roamingType=');
	const technology = (key: string) => told(valueOf(valueOf(text, key, ',') ?? '', '(', ')'));
	const data = technology('getRilDataRadioTechnology=');
	return {
		voice: state('mVoiceRegState='),
		data: state('mDataRegState='),
		operator,
		technology: known(data) ?? known(technology('getRilVoiceRadioTechnology=')),
		roaming: roaming === undefined ? undefined : anyRoaming(text),
	};
}

const known = (technology: string | undefined): string | undefined =>
	technology === 'Unknown' ? undefined : technology;

const anyRoaming = (text: string): boolean =>
	/roamingType=(?:UNKNOWN|DOMESTIC|INTERNATIONAL)/.test(text);

/**
 * `0 0 voice home data home Carrier Carrier 00101 Carrier Carrier 00101  LTE LTE CSS ...` (5 to 8),
 * `0 home Carrier Carrier 00101  LTE CSS ...` before.
 */
function ordered(text: string): MobileService {
	const words = fieldsOf(text).slice(0, 64);
	const [voice, data] = words;
	const end = words.findIndex((word) => word === 'CSS');
	const technology = end > 0 ? words[end - 1] : undefined;
	const homes = words.filter((word) => word === 'home' || word === 'roaming');
	const two = /^\d$/.test(data ?? '');
	return {
		voice: STATES[decimal(voice) ?? -1],
		data: two ? STATES[decimal(data) ?? -1] : undefined,
		operator: operatorOf(words),
		technology: known(told(technology)),
		roaming: homes.length === 0 ? undefined : homes.includes('roaming'),
	};
}

/** The long name and the short one, then the network's number: the first half is the long one. */
function operatorOf(words: readonly string[]): string | undefined {
	const start = words.findLastIndex(
		(word, at) => (word === 'home' || word === 'roaming') && at < 6,
	);
	const end = words.findIndex((word, at) => at > start && /^(?:\d{5,6}|null)$/.test(word));
	if (start < 0 || end <= start + 1) return undefined;
	const names = words.slice(start + 1, end);
	return told(names.slice(0, Math.ceil(names.length / 2)).join(' '));
}
