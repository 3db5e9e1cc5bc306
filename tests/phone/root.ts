// Makes the folder that becomes the phone's root: an Android tree with mksh, toybox, and scripts in
// the place of Android's own commands.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { namedIds, SHELL_UID } from './android/ids.ts';
import { DMESG, KLOGD, LOGCAT_KERNEL, OWN, SU_DENIED, SU_FOLDER, TOOLS } from './paths.ts';
import type { PhoneProfile } from './profiles/profile.ts';
import { tableNames } from './routing.ts';

/** Toybox commands that a phone's shell has; what Android lacks or answers itself is left out. */
const TOYBOX_COMMANDS = [
	'base64 basename cal cat chgrp chmod chown chroot cksum clear cmp comm cp cpio cut date df dirname',
	'du echo egrep env expand false fgrep file find flock free getconf grep groups gunzip head hostname',
	'hwclock id ifconfig inotifyd ionice iorenice kill killall ln log logname losetup ls lsof md5sum',
	'microcom mkdir mkfifo mknod mktemp modinfo more mount mountpoint mv nc netcat netstat nice nl nohup',
	'nproc nsenter od paste patch pgrep pidof ping ping6 pkill pmap printenv printf ps pwd readlink',
	'realpath renice rev rm rmdir sed seq setsid sha1sum sha224sum sha256sum sha384sum sha512sum sleep',
	'sort split stat strings stty sync sysctl tac tail tar taskset tee test time timeout top touch tr',
	'true truncate tty ulimit umount uname uniq unlink uptime usleep vmstat watch wc which whoami xargs',
	'xxd yes zcat',
]
	.join(' ')
	.split(' ');

/** What Android's toybox has and Debian's has not, from other packages. */
export const EXTRA_COMMANDS: Readonly<Record<string, string>> = {
	dd: '/usr/bin/dd',
	tr: '/usr/bin/tr',
	stty: '/usr/bin/stty',
	ip: '/usr/sbin/ip',
};

/** Programs of the phone's machinery, out of its users' PATH. */
export const MACHINERY = {
	setpriv: '/usr/bin/setpriv',
	script: '/usr/bin/script',
	mount: '/usr/bin/mount',
	nft: '/usr/sbin/nft',
} as const;

export const SHELL_BINARIES = {
	mksh: '/usr/bin/mksh',
	toybox: '/usr/bin/toybox',
	tcpdump: '/usr/bin/tcpdump',
} as const;

/** One program that acts by the name it is called by. */
const IPTABLES = ['iptables', 'iptables-save', 'iptables-restore'].flatMap((name) => [
	name,
	name.replace('ip', 'ip6'),
]);

/** Android's iptables is the one of old; a kernel built without it has only the one on nftables. */
const XTABLES = ['/usr/sbin/xtables-legacy-multi', '/usr/sbin/xtables-nft-multi'] as const;

let foundXtables: string | undefined;

/** Which of them this kernel serves: tried once. */
export function xtables(): string {
	foundXtables ??=
		XTABLES.find(
			(path) => spawnSync('/usr/bin/unshare', ['--net', path, 'iptables', '-n', '-L']).status === 0,
		) ?? XTABLES[0];
	return foundXtables;
}

const FOLDERS = [
	'/system/bin',
	'/system/xbin',
	'/system/etc/security',
	'/data/local/tmp',
	'/data/misc/adb',
	'/data/misc/net',
	'/proc',
	'/dev',
	'/run',
	'/sdcard',
	'/usr/lib',
	'/usr/lib64',
	'/etc',
	TOOLS,
	SU_FOLDER,
	`${OWN}/project/tests/phone`,
];

/** Asks the phone's services; see android/service-socket.ts for the words on the socket. */
const ASK = `#!/system/bin/sh
printf '%s\\0' "$USER_ID" "\${0##*/}" "$@" | nc -U /dev/socket/services | {
	read -r exit stream
	if [ "$stream" = err ]; then cat >&2; else cat; fi
	exit "$exit"
}
`;

/** toybox as Android builds it says the SELinux context too. */
const ID = `#!/system/bin/sh
[ $# -gt 0 ] && exec toybox id "$@"
case $USER_ID in
	0) context=$(cat /system/etc/root_context) ;;
	*) context=u:r:shell:s0 ;;
esac
echo "$(toybox id) context=$context"
`;

/** Debian's tcpdump changes to a user that a phone does not have. */
const TCPDUMP = `#!/system/bin/sh
exec ${TOOLS}/tcpdump -Z root "$@"
`;

/** dmesg is closed to the shell since Android 8. */
const DMESG_SCRIPT = `#!/system/bin/sh
[ "$USER_ID" = 0 ] && exec cat ${DMESG}
echo 'dmesg: klogctl: Permission denied' >&2
exit 1
`;

/** Only the kernel's buffer has anything, and only where logd copies it. */
const LOGCAT = `#!/system/bin/sh
case " $* " in *' -b kernel '*) [ ! -e ${LOGCAT_KERNEL} ] || exec cat ${LOGCAT_KERNEL} ;; esac
`;

const GETENFORCE = `#!/system/bin/sh
echo Enforcing
`;

/** The words of Magisk's su: \`su\`, \`su -c command…\`, \`su [-] user [command…]\`. */
const SU = `#!/system/bin/sh
if [ -e ${SU_DENIED} ]; then
	echo 'Permission denied' >&2
	exit 13
fi
user=0
while [ $# -gt 0 ]; do
	case $1 in
		-c | --command)
			shift
			set -- /system/bin/sh -c "$*"
			break
			;;
		- | -l | --login | -p | --preserve-environment | -mm | -M | --mount-master) shift ;;
		root)
			user=0
			shift
			;;
		shell)
			user=${SHELL_UID}
			shift
			;;
		[0-9]*)
			user=$1
			shift
			;;
		*) break ;;
	esac
done
[ $# -gt 0 ] || set -- /system/bin/sh
exec ${SU_FOLDER}/become --reuid="$user" --regid="$user" --clear-groups -- "$@"
`;

/** The prompt of AOSP external/mksh/mkshrc. */
const MKSHRC = `case $USER_ID in 0) PS1='$HOSTNAME:$PWD # ' ;; *) PS1='$HOSTNAME:$PWD $ ' ;; esac\n`;

function writePrograms(root: string, profile: PhoneProfile): void {
	const bin = (name: string): string => join(root, '/system/bin', name);
	const script = (path: string, text: string): void => {
		fs.rmSync(path, { force: true }); // a link to toybox may be in its place
		fs.writeFileSync(path, text, { mode: 0o755 });
	};
	fs.copyFileSync(SHELL_BINARIES.mksh, bin('sh'));
	fs.copyFileSync(SHELL_BINARIES.toybox, bin('toybox'));
	for (const name of TOYBOX_COMMANDS) fs.symlinkSync('toybox', bin(name));
	for (const [name, path] of Object.entries(EXTRA_COMMANDS)) {
		fs.rmSync(bin(name), { force: true });
		fs.copyFileSync(path, bin(name));
	}
	for (const name of ['getprop', 'dumpsys', 'pm', 'cmd', 'settings', 'am', 'bugreportz']) {
		script(bin(name), ASK);
	}
	script(bin('id'), ID);
	script(bin('dmesg'), DMESG_SCRIPT);
	script(bin('logcat'), LOGCAT);
	script(bin('getenforce'), GETENFORCE);
	fs.copyFileSync(xtables(), bin('xtables'));
	for (const name of IPTABLES) fs.symlinkSync('xtables', bin(name));
	if (profile.su) script(bin('su'), SU);
	if (profile.tcpdump !== undefined) script(join(root, profile.tcpdump), TCPDUMP);
}

function writeMachinery(root: string, profile: PhoneProfile): void {
	const tool = (name: string): string => join(root, TOOLS, name);
	for (const [name, path] of Object.entries(MACHINERY)) fs.copyFileSync(path, tool(name));
	if (profile.tcpdump !== undefined) {
		fs.copyFileSync(SHELL_BINARIES.tcpdump, tool('tcpdump'));
		// By another name: whoever ends every tcpdump does not mean the kernel's log.
		fs.copyFileSync(SHELL_BINARIES.tcpdump, join(root, KLOGD));
	}
	if (profile.su) fs.copyFileSync(MACHINERY.setpriv, tool('become'));
	fs.writeFileSync(join(root, OWN, 'node'), '');
	fs.writeFileSync(join(root, OWN, 'project/package.json'), '');
}

function writeEtc(root: string, profile: PhoneProfile): void {
	const ids = namedIds(profile.apps.map(({ uid }) => uid).filter((uid) => uid >= 10_000));
	const passwd = ids.map(([id, name]) => `${name}:x:${id}:${id}::/:/system/bin/sh\n`);
	const group = ids.map(([id, name]) => `${name}:x:${id}:\n`);
	fs.writeFileSync(join(root, '/etc/passwd'), passwd.join(''));
	fs.writeFileSync(join(root, '/etc/group'), group.join(''));
	// Where iproute2 looks for names of tables. The folder is netd's: without root there are none.
	fs.symlinkSync('/data/misc/net', join(root, '/etc/iproute2'));
	fs.writeFileSync(join(root, '/data/misc/net/rt_tables'), tableNames(profile));
	fs.chmodSync(join(root, '/data/misc/net'), 0o750);
	fs.writeFileSync(join(root, '/system/etc/root_context'), `${profile.rootContext}\n`);
	fs.writeFileSync(join(root, '/system/etc/mkshrc'), MKSHRC);
}

/** Makes the tree at `root`, which must not exist yet. */
export function makeRoot(root: string, profile: PhoneProfile): void {
	for (const folder of FOLDERS) fs.mkdirSync(join(root, folder), { recursive: true });
	// The loader of our programs is looked up by its absolute path.
	fs.symlinkSync('usr/lib', join(root, '/lib'));
	fs.symlinkSync('usr/lib64', join(root, '/lib64'));
	fs.symlinkSync('system/bin', join(root, '/bin'));
	writePrograms(root, profile);
	writeMachinery(root, profile);
	writeEtc(root, profile);
	fs.chmodSync(root, 0o755);
	fs.chmodSync(join(root, '/run'), 0o700);
	fs.chmodSync(join(root, '/data/misc/adb'), 0o700);
	fs.chownSync(join(root, '/data/local/tmp'), SHELL_UID, SHELL_UID);
	fs.chmodSync(join(root, '/data/local/tmp'), 0o771);
	fs.chownSync(join(root, '/sdcard'), SHELL_UID, SHELL_UID);
}
