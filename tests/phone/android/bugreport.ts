// What bugreportz does: a zip of what the phone's own commands print, in the form of AOSP cmds/dumpstate, and the
// words of cmds/bugreportz about it.
import { execFile } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';
import type { Answer, PhoneState } from './answer.ts';
import { complain, say } from './answer.ts';
import { SHELL_UID } from './ids.ts';

const FOLDER = '/data/user_de/0/com.android.shell/files/bugreports';
const BAR = '='.repeat(56);
const RULE = '-'.repeat(79);

const TABLES = '/data/misc/net/rt_tables';

/** Sections in dumpstate's order, of what this phone can answer. */
const SECTIONS: readonly (readonly [title: string, command: string])[] = [
	['SYSTEM PROPERTIES', 'getprop'],
	['NETWORK DEV INFO', 'cat /proc/net/dev'],
	['QTAGUID STATS INFO', 'cat /proc/net/xt_qtaguid/stats'],
	['NETWORK INTERFACES', 'ip -s link'],
	['IPv4 ADDRESSES', 'ip -4 addr show'],
	['IPv6 ADDRESSES', 'ip -6 addr show'],
	['IP RULES', 'ip rule show'],
	['IP RULES v6', 'ip -6 rule show'],
	['RT_TABLES', `cat ${TABLES}`],
	['ARP CACHE', 'ip -4 neigh show'],
	['IPv6 ND CACHE', 'ip -6 neigh show'],
	['NETSTAT', 'netstat -nW'],
	['IPTABLES', 'iptables -L -nvx'],
	['IP6TABLES', 'ip6tables -L -nvx'],
	['IPTABLES NAT', 'iptables -t nat -L -nvx'],
	['IPTABLES MANGLE', 'iptables -t mangle -L -nvx'],
	['IP6TABLES MANGLE', 'ip6tables -t mangle -L -nvx'],
	['IPTABLES RAW', 'iptables -t raw -L -nvx'],
	['IP6TABLES RAW', 'ip6tables -t raw -L -nvx'],
	['KERNEL LOG', 'dmesg'],
];

function outputOf(command: string): Promise<string> {
	return new Promise((resolve) => {
		execFile('/system/bin/sh', ['-c', command], { maxBuffer: 2 ** 26 }, (error, out) => {
			const code = error === null ? undefined : error.code;
			resolve(
				code === undefined ? out : `${out}*** command '${command}' failed: exit code ${code}\n`,
			);
		});
	});
}

async function section([title, command]: readonly [string, string]): Promise<string> {
	const shown = command.replace(/^cat /, '');
	const text = await outputOf(command);
	return `------ ${title} (${shown}) ------\n${text}------ 0.010s was the duration of '${title}' ------\n\n`;
}

/** As dumpstate does: every table of the list, by its number. */
async function routes(): Promise<string> {
	const tables = (await outputOf(`cat ${TABLES}`)).match(/^\d+/gm) ?? [];
	const parts: string[] = [];
	for (const table of tables) {
		for (const family of ['4', '6']) {
			const command = `ip -${family} route show table ${table}`;
			parts.push(await section([`ROUTE TABLE IPv${family}`, command]));
		}
	}
	return parts.join('');
}

async function service(name: string, command: string): Promise<string> {
	const text = await outputOf(command);
	const end = `--------- 0.004s was the duration of dumpsys ${name}, ending at: 2024-01-01 00:00:00`;
	return `${RULE}\nDUMP OF SERVICE ${name}:\n${text}${end}\n`;
}

async function textOf({ folder }: PhoneState): Promise<string> {
	const time = (await outputOf("date '+%Y-%m-%d %H:%M:%S'")).trim();
	const parts = [`${BAR}\n== dumpstate: ${time}\n${BAR}\n\nBuild: TEST\n\n`];
	for (const each of SECTIONS) parts.push(await section(each));
	parts.push(await routes());
	parts.push('------ DUMPSYS (/system/bin/dumpsys) ------\n');
	for (const file of readdirSync(`${folder}/dumpsys`)) {
		const name = file.replace(/\.txt$/, '');
		parts.push(await service(name, `dumpsys ${name}`));
	}
	parts.push(await service('package', 'dumpsys package packages'));
	parts.push("------ 1.000s was the duration of 'DUMPSYS' ------\n");
	return parts.join('');
}

/** A zip (PKWARE APPNOTE.TXT) of deflated files, as libziparchive writes it. */
function zipOf(files: readonly (readonly [name: string, text: string])[]): Buffer {
	const bodies: Buffer[] = [];
	const list: Buffer[] = [];
	let offset = 0;
	for (const [name, text] of files) {
		const packed = deflateRawSync(text);
		const common = Buffer.alloc(26);
		common.writeUInt16LE(20, 0);
		common.writeUInt16LE(8, 4);
		common.writeUInt32LE(crc32(text), 10);
		common.writeUInt32LE(packed.length, 14);
		common.writeUInt32LE(Buffer.byteLength(text), 18);
		common.writeUInt16LE(name.length, 22);
		const place = Buffer.alloc(14);
		place.writeUInt32LE(offset, 10);
		const body = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), packed]);
		list.push(Buffer.from('PK\u0001\u0002\u0014\u0000'), common, place, Buffer.from(name));
		bodies.push(body);
		offset += body.length;
	}
	const directory = Buffer.concat(list);
	const end = Buffer.alloc(18);
	end.writeUInt16LE(files.length, 4);
	end.writeUInt16LE(files.length, 6);
	end.writeUInt32LE(directory.length, 8);
	end.writeUInt32LE(offset, 12);
	return Buffer.concat([...bodies, directory, Buffer.from('PK\u0005\u0006'), end]);
}

/** `bugreportz`, `bugreportz -p`: makes the zip, and says where it is. */
export async function bugreportz(args: readonly string[], state: PhoneState): Promise<Answer> {
	const [how, ...rest] = args;
	if (rest.length > 0 || (how !== undefined && how !== '-p')) {
		return complain('usage: bugreportz [-hpsv]\n', 1);
	}
	const name = `bugreport-${state.profile.product}-2024-01-01-00-00-00`;
	const path = `${FOLDER}/${name}.zip`;
	const zip = zipOf([
		['version.txt', '2.0'],
		['main_entry.txt', `${name}.txt`],
		[`${name}.txt`, await textOf(state)],
	]);
	mkdirSync(FOLDER, { recursive: true });
	writeFileSync(path, zip);
	chownSync(path, SHELL_UID, SHELL_UID);
	chmodSync(path, 0o600);
	const progress = how === '-p' ? `BEGIN:${path}\nPROGRESS:40/100\nPROGRESS:90/100\n` : '';
	return say(`${progress}OK:${path}\n`);
}
