// `pm`, also as `cmd package`: PackageManagerShellCommand.java.
import type { PhonePackage, PhoneUser } from '../profiles/profile.ts';
import { complain, say, unknownCommand } from './answer.ts';
import type { Answer, PhoneState } from './answer.ts';

interface ListOptions {
	readonly uid: boolean;
	readonly path: boolean;
	readonly version: boolean;
	readonly installer: boolean;
	/** Undefined: what the owner has. */
	readonly user?: number | 'all';
	readonly filter?: string;
}

const FLAGS = new Set(['-U', '-f', '-i', '-s', '-3', '-e', '-d', '--show-versioncode']);

function parseListOptions(args: readonly string[]): ListOptions | Answer {
	let user: number | 'all' | undefined;
	let filter: string | undefined;
	const flags = new Set<string>();
	for (let index = 0; index < args.length; index++) {
		const arg = args[index] ?? '';
		if (arg === '--user') {
			const value = args[++index] ?? '';
			user = value === 'all' ? 'all' : Number(value);
		} else if (FLAGS.has(arg)) flags.add(arg);
		else if (arg.startsWith('-')) return complain(`Error: Unknown option: ${arg}\n`, 255);
		else filter = arg;
	}
	return {
		uid: flags.has('-U'),
		path: flags.has('-f'),
		version: flags.has('--show-versioncode'),
		installer: flags.has('-i'),
		...(user !== undefined && { user }),
		...(filter !== undefined && { filter }),
	};
}

function uidOf(user: number, appId: number): number {
	return user * 100_000 + appId;
}

function packageLine(found: PhonePackage, options: ListOptions, users: readonly number[]): string {
	const uids = users.map((user) => uidOf(user, found.appId)).join(',');
	return [
		`package:${options.path ? `${found.path}=` : ''}${found.name}`,
		options.version ? ` versionCode:${found.versionCode}` : '',
		options.installer ? '  installer=null' : '',
		options.uid ? ` uid:${uids}` : '',
	].join('');
}

function listPackages(args: readonly string[], { profile }: PhoneState): Answer {
	const options = parseListOptions(args);
	if ('exit' in options) return options;
	const { user = 0, filter = '' } = options;
	const known = profile.users.map(({ id }) => id);
	if (user !== 'all' && !known.includes(user)) {
		return complain(
			`\nException occurred while executing 'list':\njava.lang.IllegalArgumentException: Invalid user: ${user}\n`,
			255,
		);
	}
	const lines = profile.packages.flatMap((found) => {
		const users = found.users.filter((id) => (user === 'all' ? known.includes(id) : id === user));
		if (users.length === 0 || !found.name.includes(filter)) return [];
		return [packageLine(found, options, users)];
	});
	return say(lines.map((line) => `${line}\n`).join(''));
}

function userLine({ id, name, flags }: PhoneUser): string {
	return `\tUserInfo{${id}:${name}:${flags}} running\n`;
}

export function pm(args: readonly string[], state: PhoneState): Answer {
	const [verb, noun, ...rest] = args;
	if (verb !== 'list') return unknownCommand(verb);
	if (noun === 'packages') return listPackages(rest, state);
	if (noun === 'users') return say(`Users:\n${state.profile.users.map(userLine).join('')}`);
	return complain(`Error: unknown list type '${noun ?? ''}'\n`, 255);
}

/** `dumpsys package packages`: Settings.java `dumpPackageLPr`, its identifying lines. */
export function dumpPackages({ profile }: PhoneState): Answer {
	const idName = profile.sdk >= 34 ? 'appId' : 'userId';
	const blocks = profile.packages.map((found, index) => {
		const hash = (0x1a2b3c0 + index * 0x1357).toString(16);
		const users = profile.users.map(({ id }) => {
			const installed = String(found.users.includes(id));
			return `    User ${id}: ceDataInode=0 installed=${installed} hidden=false suspended=false stopped=false`;
		});
		return [
			`  Package [${found.name}] (${hash}):`,
			`    ${idName}=${found.appId}`,
			...(found.sharedUser === undefined
				? []
				: [`    sharedUser=SharedUserSetting{${hash} ${found.sharedUser}/${found.appId}}`]),
			`    pkg=Package{${hash} ${found.name}}`,
			`    codePath=${found.path.slice(0, found.path.lastIndexOf('/'))}`,
			`    versionCode=${found.versionCode} minSdk=24 targetSdk=${profile.sdk}`,
			...users,
		].join('\n');
	});
	return say(`Packages:\n${blocks.join('\n')}\n`);
}
