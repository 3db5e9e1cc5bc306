// What the three phones have in common: the apps that talk, and the packages of any Android.
import type { PhoneApp, PhonePackage } from './profile.ts';

/** The owner's talking apps and the system's clock. */
export const TALKING_APPS: readonly PhoneApp[] = [
	{ uid: 10123, program: 'courier', process: 'com.example.courier' },
	{ uid: 10145, program: 'weather', process: 'com.example.weather' },
	{ uid: 10167, program: 'chat', process: 'com.example.chat' },
	{ uid: 1000, program: 'clock', process: 'system_server' },
];

/** The platform's resolver, where it asks under its own uid (AID_DNS). */
export const NETD: PhoneApp = { uid: 1051, program: 'netd', process: '/system/bin/netd' };

const EVERY_USER = [0, 10];

function system(name: string, appId: number, sharedUser?: string): PhonePackage {
	const folder = name.slice(name.lastIndexOf('.') + 1);
	const path = `/system/priv-app/${folder}/${folder}.apk`;
	const shared = sharedUser === undefined ? {} : { sharedUser };
	return { name, appId, path, versionCode: 1, users: EVERY_USER, ...shared };
}

/** An app from a shop: its folder is named by a random part, as since Android 11. */
export function installed(name: string, appId: number, users: readonly number[]): PhonePackage {
	const salt = Buffer.from(`${name}:${appId}`).toString('base64url').slice(0, 22);
	const path = `/data/app/~~${salt}==/${name}-${salt}==/base.apk`;
	return { name, appId, path, versionCode: 1000 + appId, users };
}

export const SYSTEM_PACKAGES: readonly PhonePackage[] = [
	system('android', 1000, 'android.uid.system'),
	system('com.android.settings', 1000, 'android.uid.system'),
	system('com.android.phone', 1001, 'android.uid.phone'),
	system('com.android.bluetooth', 1002, 'android.uid.bluetooth'),
	system('com.android.networkstack', 1073, 'android.uid.networkstack'),
	system('com.android.shell', 2000, 'android.uid.shell'),
	system('com.android.providers.downloads', 10012, 'android.media'),
	system('com.android.providers.media', 10012, 'android.media'),
	system('com.android.systemui', 10034),
	system('com.example.browser', 10098),
];
