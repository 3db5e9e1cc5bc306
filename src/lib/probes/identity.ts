import { err, ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { Phone, SelinuxMode } from '../model/phone.ts';
import { uid } from '../model/uid.ts';
import { parseDate } from '../parse/date.ts';
import { parseGetprop } from '../parse/getprop.ts';
import { parseId, type Identity } from '../parse/id.ts';
import { sectionsOf } from '../parse/sections.ts';
import { absent, decimal, movedDown } from '../parse/text.ts';
import type { Probe } from './probe.ts';

/** Who the phone is, who we are on it, and what its clock says: packets that it captures bear that clock's times. */
export const identity: Probe<Phone> = {
	id: 'identity',
	title: 'Identity',
	asks: [
		{
			argv: [
				'sh',
				'-c',
				'id; echo @@clock; date +%s.%N; echo @@selinux; getenforce; echo @@getprop; getprop',
			],
			parse: parseIdentity,
		},
	],
	reads: [parseReported],
	dumps: [
		{ title: 'dumpstate', as: 'dumpstate' },
		{ title: 'SYSTEM PROPERTIES', as: 'getprop' },
	],
};

/** AOSP android_filesystem_config.h: AID_SHELL, as whom dumpstate and `adb shell` ask. */
const SHELL: Identity = { uid: uid(2000), groups: [], selinuxContext: undefined };

/** A bug report says nothing of who asked; and its clock is the one that its times are by. */
function parseReported(text: string): Result<Phone, ParseFailure | Absent> {
	const section = sectionsOf(text).find(({ title }) => title === 'getprop');
	if (section === undefined) return absent('system properties');
	const properties = parseGetprop(section.text);
	if (!properties.ok) return err(movedDown(properties.error, section.offset));
	return phoneOf({ ...SHELL, clock: undefined }, properties.value);
}

function parseIdentity(text: string): Result<Phone, ParseFailure | Absent> {
	const sections = sectionsOf(text);
	const who = parseId(sections[0]?.text ?? '');
	if (!who.ok) return who;
	const section = sections.find(({ title }) => title === 'getprop');
	if (section === undefined) return absent('system properties');
	const properties = parseGetprop(section.text);
	if (!properties.ok) return err(movedDown(properties.error, section.offset));
	const clock = parseDate(sections.find(({ title }) => title === 'clock')?.text ?? '');
	const selinuxMode = selinuxModeOf(sections.find(({ title }) => title === 'selinux')?.text ?? '');
	const known = selinuxMode === undefined ? {} : { selinuxMode };
	const own = { ...who.value, ...known, clock: clock.ok ? clock.value : undefined };
	return phoneOf(own, properties.value);
}

/** `getenforce` says one word; Android before 4.3 does not know it. */
function selinuxModeOf(text: string): SelinuxMode | undefined {
	const modes = ['enforcing', 'permissive', 'disabled'] as const;
	return modes.find((mode) => text.trim().toLowerCase() === mode);
}

function phoneOf(
	who: Identity & Pick<Phone, 'clock' | 'selinuxMode'>,
	properties: ReadonlyMap<string, string>,
): Result<Phone, ParseFailure | Absent> {
	const text = (key: string): string | undefined => {
		const value = properties.get(key)?.trim();
		return value === '' ? undefined : value;
	};
	const sdk = decimal(text('ro.build.version.sdk'));
	if (sdk === undefined) return absent('Android version (ro.build.version.sdk)');
	return ok({
		model: text('ro.product.model') ?? text('ro.product.device') ?? 'unknown model',
		manufacturer: text('ro.product.manufacturer') ?? text('ro.product.brand') ?? 'unknown maker',
		androidRelease: text('ro.build.version.release') ?? `API ${sdk}`,
		sdk,
		buildType: text('ro.build.type') ?? 'unknown',
		securityPatch: text('ro.build.version.security_patch'),
		abi: text('ro.product.cpu.abi'),
		emulator: isEmulator(text),
		debuggable: text('ro.debuggable') === '1',
		...who,
	});
}

/** The goldfish, ranchu and Cuttlefish virtual devices of AOSP. */
function isEmulator(text: (key: string) => string | undefined): boolean {
	const flagged = text('ro.kernel.qemu') === '1' || text('ro.boot.qemu') === '1';
	return flagged || /^(?:goldfish|ranchu|cutf_cvm)$/.test(text('ro.hardware') ?? '');
}
