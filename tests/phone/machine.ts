// Whether this machine can run a virtual phone, found out by trying.
import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { promisify } from 'node:util';
import { EXTRA_COMMANDS, MACHINERY, SHELL_BINARIES, xtables } from './root.ts';

const run = promisify(execFile);

export type MachineCheck = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** Debian's packages, for the programs whose name does not tell. */
const PACKAGES: Readonly<Record<string, string>> = {
	'/usr/sbin/nft': 'nftables',
	'/usr/sbin/ip': 'iproute2',
	'/usr/sbin/xtables-legacy-multi': 'iptables',
	'/usr/bin/script': 'bsdutils',
	'/usr/bin/setpriv': 'util-linux',
	'/usr/bin/unshare': 'util-linux',
	'/usr/bin/nsenter': 'util-linux',
	'/usr/bin/mount': 'mount',
};

const HOST_TOOLS = ['/usr/bin/unshare', '/usr/bin/nsenter', '/usr/bin/openssl'];

function exists(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** Everything the phone does that a container may forbid, in one go. */
const TRIAL = `
	set -e
	ip link add porthole0 type veth peer name porthole1
	nft -f - <<-'END'
		table inet trial {
			set seen { type mark . ifname . inet_proto; flags dynamic; counter; }
			chain output {
				type filter hook output priority 0;
				ct direction original ct mark set meta skuid map { 0 : 0 }
				update @seen { ct mark . oifname . meta l4proto }
			}
		}
	END
	mount -t tmpfs tmpfs /mnt
	grep -q . /proc/net/if_inet6 || ip -6 addr add ::2/128 dev lo
	setpriv --reuid=2000 --regid=2000 --clear-groups true
`;

async function check(): Promise<MachineCheck> {
	if (process.platform !== 'linux') return { ok: false, reason: 'the virtual phone needs Linux' };
	if (process.getuid?.() !== 0) return { ok: false, reason: 'the virtual phone needs root' };
	const sets = [SHELL_BINARIES, MACHINERY, EXTRA_COMMANDS, { xtables: xtables() }];
	const needed = sets.flatMap((set) => Object.values(set));
	const missing = [...needed, ...HOST_TOOLS].find((path) => !exists(path));
	if (missing !== undefined) {
		const name = PACKAGES[missing] ?? missing.slice(missing.lastIndexOf('/') + 1);
		return { ok: false, reason: `${missing} is missing (Debian package ${name})` };
	}
	const namespaces = ['--mount', '--net', '--pid', '--uts', '--ipc', '--fork'];
	try {
		await run('unshare', [...namespaces, '/bin/sh', '-c', TRIAL]);
		return { ok: true };
	} catch (error) {
		const said = error instanceof Error ? error.message.trim() : String(error);
		const why = said.split('\n').at(-1) ?? '';
		return { ok: false, reason: `this machine forbids namespaces or packet counting: ${why}` };
	}
}

let checked: Promise<MachineCheck> | undefined;

/** Tried once; the answer holds for the life of the process. */
export function canRunPhone(): Promise<MachineCheck> {
	checked ??= check();
	return checked;
}
