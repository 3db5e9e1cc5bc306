// The commands only Android has: what each prints, from the profile's folder and the phone's state.
import { existsSync, readFileSync } from 'node:fs';
import { complain, say, unknownCommand } from './answer.ts';
import type { Answer, PhoneState, Service } from './answer.ts';
import { bugreportz } from './bugreport.ts';
import { connectivity } from './connectivity.ts';
import { bpfMaps } from './netstats.ts';
import { ROOT_UID } from './ids.ts';
import { dumpPackages, pm } from './pm.ts';

/** The app on screen. */
const FOREGROUND = [10123];

/** props.txt in the format of `getprop`: a value may hold brackets and line breaks. */
function readProps(folder: string): ReadonlyMap<string, string> {
	const text = readFileSync(`${folder}/props.txt`, 'utf8');
	const entries = text.matchAll(/^\[([^\]\n]+)\]: \[(.*?)\]\n(?=\[|$(?![^]))/gms);
	return new Map([...entries].map(([, key = '', value = '']) => [key, value]));
}

function getprop(args: readonly string[], { folder }: PhoneState): Answer {
	const [key, fallback = ''] = args;
	if (key === undefined) return say(readFileSync(`${folder}/props.txt`, 'utf8'));
	return say(`${readProps(folder).get(key) ?? fallback}\n`);
}

/** Leaves out `-t 30` and the like, which only set dumpsys's patience. */
function withoutTimeout(args: readonly string[]): readonly string[] {
	return args[0] === '-t' || args[0] === '-T' ? args.slice(2) : args;
}

/** `SERVICE.ARGUMENT.txt` where an argument asks for another text, `SERVICE.txt` for all others. */
function textOf(folder: string, [name, ...args]: readonly string[]): string | undefined {
	const variants = args.map((arg) => `${name}.${arg.replace(/^-+/, '')}.txt`);
	const found = [...variants, `${name}.txt`].find(
		(file) => /^[\w.]+$/.test(file) && existsSync(`${folder}/${file}`),
	);
	return found === undefined ? undefined : readFileSync(`${folder}/${found}`, 'utf8');
}

/** Some services let only root find them (SELinux: shell.te). */
function dumpOf(words: readonly string[], { folder }: PhoneState, uid: number): string | undefined {
	const open = textOf(`${folder}/dumpsys`, words);
	return open ?? (uid === ROOT_UID ? textOf(`${folder}/dumpsys-root`, words) : undefined);
}

const dumpsys: Service = async (args, state, uid) => {
	const words = withoutTimeout(args);
	const [service, ...rest] = words;
	if (service === undefined || !/^[\w.]+$/.test(service)) return complain('', 0);
	if (service === 'package' && rest[0] === 'packages') return dumpPackages(state);
	const text = dumpOf(words, state, uid);
	// dumpsys ends well even so.
	if (text === undefined) return complain(`Can't find service: ${service}\n`, 0);
	const isCheckin = rest.includes('--checkin');
	const live = service === 'netstats' && !isCheckin && state.profile.counters === 'bpf';
	return say(live ? text + (await bpfMaps(FOREGROUND)) : text);
};

function settings(args: readonly string[], state: PhoneState): Answer {
	const user = args.indexOf('--user');
	const words = user === -1 ? args : args.toSpliced(user, 2); // one set of settings for every user
	const [verb, space = '', key = '', ...value] = words;
	const name = `${space} ${key}`;
	switch (verb) {
		case 'get':
			return say(`${state.settings.get(name) ?? 'null'}\n`);
		case 'put':
			state.settings.set(name, value.join(' '));
			return say('');
		case 'delete':
			return say(`Deleted ${state.settings.delete(name) ? 1 : 0} rows\n`);
		case 'list': {
			const own = [...state.settings].filter(([entry]) => entry.startsWith(`${space} `));
			const lines = own.map(([entry, set]) => `${entry.slice(space.length + 1)}=${set}\n`);
			return say(lines.join(''));
		}
		default:
			return complain(`Invalid command: ${verb ?? ''}\n`, 255);
	}
}

function am(args: readonly string[]): Answer {
	const [verb, ...rest] = args;
	if (verb === 'get-current-user') return say('0\n');
	if (verb === 'force-stop' && rest.length > 0) return say('');
	return unknownCommand(verb);
}

/** `cmd wifi` came with Android 11. */
const wifi: Service = ([verb], { folder }) => {
	const text = textOf(`${folder}/cmd`, ['wifi', verb ?? '']);
	return text === undefined ? unknownCommand(verb) : say(text);
};

const CMD_SERVICES: Readonly<Record<string, Service>> = {
	package: pm,
	connectivity,
	settings,
	activity: am,
	wifi,
};

const cmd: Service = ([name = '', ...rest], state, uid) => {
	const service = CMD_SERVICES[name];
	return service?.(rest, state, uid) ?? complain(`cmd: Can't find service: ${name}\n`, 20);
};

/** Each is a script of that name in /system/bin that asks here. */
export const COMMANDS: Readonly<Record<string, Service>> = {
	getprop,
	dumpsys,
	settings,
	am,
	pm,
	cmd,
	bugreportz,
};
