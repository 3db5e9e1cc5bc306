import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildUsb, CHROMIUM } from './build.ts';
import type { Bus, InterfaceSet } from './bus.ts';
import { productIdOf, VENDOR_ID } from './descriptors.ts';

export interface ChromiumJoin {
	/** Who may use the phones without asking, by policy: origins with their port. */
	readonly origin: string | readonly string[];
	/** False: nobody may, until a person picks the phone in the chooser. */
	readonly policy: boolean;
	readonly headless: boolean;
	/** On which X display a Chromium that is not headless shows; the environment's if not given. */
	readonly display?: string;
	/**
	 * The USB modes the policy speaks of; adb alone if not given. In another mode the phone is another
	 * device to Chromium, as it is for a permission given in the chooser.
	 */
	readonly interfaceSets?: readonly InterfaceSet[];
}

/** For `chromium.launch()` or `launchPersistentContext()` of Playwright. */
export interface ChromiumLaunch {
	readonly executablePath: string;
	readonly args: string[];
	readonly env: Record<string, string>;
	readonly headless: boolean;
}

const ARGS = [
	// Chromium refuses its sandbox to root, and tests in containers run as root.
	'--no-sandbox',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
];

/**
 * How to start Debian's Chromium so that its USB devices are those of `bus`. Call it once `canBuildUsb()`
 * has said yes; the launcher it writes lives and goes with the bus.
 */
export function chromiumOptions(bus: Bus, options: ChromiumJoin): ChromiumLaunch {
	buildUsb();
	const folder = mkdtempSync(join(bus.folder, 'chromium-'));
	const executablePath = join(folder, 'launch.sh');
	const command = options.policy ? inNamespace(folder, options) : [];
	const assignments = Object.entries(bus.env).map(([name, value]) => `${name}=${value}`);
	const words = [...command, 'env', ...assignments, CHROMIUM].map(quoted).join(' ');
	writeFileSync(executablePath, `#!/bin/sh\nexec ${words} "$@"\n`);
	chmodSync(executablePath, 0o755);
	const env = inherited();
	if (options.display !== undefined) {
		env['DISPLAY'] = options.display;
	}
	return { executablePath, args: [...ARGS], env, headless: options.headless };
}

/** Policies are read from a fixed folder of the system: this Chromium alone gets another one there. */
function inNamespace(folder: string, options: ChromiumJoin): string[] {
	const etc = join(folder, 'etc-chromium');
	mkdirSync(etc);
	if (existsSync('/etc/chromium')) {
		cpSync('/etc/chromium', etc, { recursive: true });
	}
	mkdirSync(join(etc, 'policies', 'managed'), { recursive: true });
	writeFileSync(join(etc, 'policies', 'managed', 'usb.json'), JSON.stringify(policy(options)));
	return [
		'bwrap',
		'--dev-bind',
		'/',
		'/',
		'--bind',
		etc,
		'/etc/chromium',
		'--die-with-parent',
		'--',
	];
}

/** https://chromeenterprise.google/policies/#WebUsbAllowDevicesForUrls */
function policy({ origin, interfaceSets = ['adb'] }: ChromiumJoin): unknown {
	return {
		WebUsbAllowDevicesForUrls: [
			{
				devices: interfaceSets.map((set) => ({
					vendor_id: VENDOR_ID,
					product_id: productIdOf(set),
				})),
				urls: [origin].flat(),
			},
		],
	};
}

function quoted(word: string): string {
	return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Playwright takes `env` as the whole environment, not as an addition. */
function inherited(): Record<string, string> {
	return Object.fromEntries(
		Object.entries(process.env).filter(
			(entry): entry is [string, string] => entry[1] !== undefined,
		),
	);
}
