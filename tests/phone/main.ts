// The phone from within: the ADB daemon, Android's services and the apps, in namespaces of their
// own. Started by boot.sh; prints "ready" when a host may connect.
import { readFileSync } from 'node:fs';
import { Authenticator } from './adbd/auth.ts';
import { Daemon } from './adbd/daemon.ts';
import { Apps } from './android/apps.ts';
import { startControl } from './android/control-socket.ts';
import { startCounting } from './android/counters.ts';
import { ROOT_UID, SHELL_UID } from './android/ids.ts';
import { startKernelLog } from './android/kernelLog.ts';
import { mountQtaguid, refreshQtaguid } from './android/qtaguid.ts';
import { startServices } from './android/service-socket.ts';
import type { PhoneConfig } from './control.ts';
import { ADB_KEYS, ADB_SOCKET, CONFIG, SOURCES } from './paths.ts';
import { loadProfile } from './profiles/load.ts';

/** How often the files of xt_qtaguid are written anew, besides before every command. */
const QTAGUID_MS = 500;

// Written by start.ts, with this type.
const config = JSON.parse(readFileSync(CONFIG, 'utf8')) as PhoneConfig;
const profile = loadProfile(config.profile);

function log(text: string): void {
	if (config.verbose) console.error(`[adbd] ${text}`);
}

/** Keeps /proc/net/xt_qtaguid true on phones that have it. */
async function startQtaguid(): Promise<() => Promise<void>> {
	if (profile.counters !== 'qtaguid') return () => Promise.resolve();
	mountQtaguid();
	await refreshQtaguid();
	setInterval(() => void refreshQtaguid(), QTAGUID_MS);
	return refreshQtaguid;
}

process.title = '/system/bin/adbd';
const folder = `${SOURCES}/profiles/${profile.name}`;
const logging = startKernelLog({
	copied: profile.build !== 'user',
	listens: profile.tcpdump !== undefined,
});
await startCounting({
	uids: [ROOT_UID, SHELL_UID, ...profile.apps.map(({ uid }) => uid)],
	tagDns: profile.dnsOwner === 'app',
});
const apps = await Apps.start(profile);
const authenticator = new Authenticator(ADB_KEYS, config.auth);
const refresh = await startQtaguid();
const daemon = new Daemon({
	profile,
	delayedAck: config.delayedAck,
	authenticator,
	refresh,
	log,
});
await startServices(profile, folder);
await startControl({ daemon, authenticator, apps });
await logging;
await daemon.listen(ADB_SOCKET);
process.stdout.write('ready\n');
