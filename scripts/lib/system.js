// The programs the tests need besides Node. Plain JavaScript: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { run } from './run.js';

/** Program -> Debian package that has it. */
const needed = {
	chromium: 'chromium',
	Xvfb: 'xvfb',
	xdotool: 'xdotool',
	bwrap: 'bubblewrap',
	mksh: 'mksh',
	toybox: 'toybox',
	tcpdump: 'tcpdump',
	adb: 'adb',
	tshark: 'tshark',
	ip: 'iproute2',
	nft: 'nftables',
	iptables: 'iptables',
	python3: 'python3',
	unshare: 'util-linux',
	gcc: 'gcc',
	openssl: 'openssl',
	unzip: 'unzip',
	script: 'bsdutils',
	sysctl: 'procps',
};

/** @param {string} program */
const missing = (program) => spawnSync('which', [program], { stdio: 'ignore' }).status !== 0;

/**
 * Installs the missing programs through apt where that is possible. Elsewhere nothing happens here: the tests
 * that need a program are skipped, each by name and with the reason.
 */
export async function installSystemPackages() {
	if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0)
		return;
	const packages = Object.entries(needed).filter(([program]) => missing(program));
	if (packages.length === 0) return;
	const names = packages.map(([, name]) => name);
	console.log(`Installing ${names.join(', ')}`);
	const env = { DEBIAN_FRONTEND: 'noninteractive' };
	try {
		await run('apt-get', ['update', '-qq'], { env });
		await run(
			'apt-get',
			['install', '-y', '-qq', '--no-install-recommends', ...names, 'libc6-dev'],
			{
				env,
			},
		);
	} catch (error) {
		console.log(`Not all could be installed (${String(error)}); the tests that need them say so.`);
	}
}
