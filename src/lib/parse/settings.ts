import { ok, type Result } from '../base/result.ts';
import type { PrivateDnsSettings } from '../model/dns.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import { told, upTo } from './keyed.ts';
import { sectionsOf } from './sections.ts';
import { absent, isRemark, linesOf } from './text.ts';

const KEYS = { mode: 'mode', specifier: 'specifier', defaultMode: 'default' } as const;

/** Reads three `settings get global`, each under its mark. `null` stands for what nobody set. */
export function parsePrivateDnsSettings(
	text: string,
): Result<PrivateDnsSettings, ParseFailure | Absent> {
	const values = new Map<string, string | undefined>();
	for (const section of sectionsOf(text)) {
		const line = linesOf(section.text).find((one) => one.trim() !== '' && !isRemark(one));
		if (line !== undefined) values.set(section.title, told(line));
	}
	if (!values.has(KEYS.mode)) return absent('setting private_dns_mode');
	return ok({
		mode: values.get(KEYS.mode),
		specifier: values.get(KEYS.specifier),
		defaultMode: values.get(KEYS.defaultMode),
	});
}

/**
 * Reads the same out of `dumpsys settings` (AOSP `SettingsProvider`), as bug reports have it:
 * `_id:61 name:private_dns_mode pkg:com.android.settings value:hostname default:hostname defaultSystemSet:true`.
 */
export function parseSettingsDump(text: string): Result<PrivateDnsSettings, ParseFailure | Absent> {
	const lines = linesOf(text);
	if (!lines.some((line) => line.startsWith('GLOBAL SETTINGS'))) return absent('global settings');
	const valueOf = (name: string): string | undefined => {
		const key = ` name:${name} `;
		const line = lines.find((one) => one.startsWith('_id:') && one.includes(key));
		const at = line?.indexOf(' value:') ?? -1;
		return line === undefined || at < 0 ? undefined : told(upTo(line, at + ' value:'.length, ' '));
	};
	return ok({
		mode: valueOf('private_dns_mode'),
		specifier: valueOf('private_dns_specifier'),
		defaultMode: valueOf('private_dns_default_mode'),
	});
}

/** Reads the same out of `cmd settings list global`, as acquisitions keep it: `private_dns_mode=hostname`. */
export function parseSettingsList(text: string): Result<PrivateDnsSettings, ParseFailure | Absent> {
	const lines = linesOf(text);
	const first = lines.find((line) => line.trim() !== '' && !isRemark(line));
	if (first === undefined || !SETTING.test(first)) return absent('a list of settings');
	const valueOf = (name: string): string | undefined =>
		told(lines.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1));
	return ok({
		mode: valueOf('private_dns_mode'),
		specifier: valueOf('private_dns_specifier'),
		defaultMode: valueOf('private_dns_default_mode'),
	});
}

/** A name, which apps choose too, and its value. */
const SETTING = /^[\w.:/-]{1,200}=/;
