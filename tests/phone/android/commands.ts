// The commands only Android has: what each prints, from the profile's folder and the phone's state.
import { existsSync, readFileSync } from 'node:fs';
import { complain, say, unknownCommand } from './answer.ts';
import type { Answer, PhoneState, Service } from './answer.ts';
import { bugreportz } from './bugreport.ts';
import { connectivity } from './connectivity.ts';
import { bpfMaps } from './netstats.ts';
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

async function dumpsys(args: readonly string[], state: PhoneState): Promise<Answer> {
	const [service, ...rest] = withoutTimeout(args);
	if (service === undefined || !/^[\w.]+$/.test(service)) return complain('', 0);
	if (service === 'package' && rest[0] === 'packages') return dumpPackages(state);
	const path = `${state.folder}/dumpsys/${service}.txt`;
	// dumpsys ends well even so.
	if (!existsSync(path)) return complain(`Can't find service: ${service}\n`, 0);
	const text = readFileSync(path, 'utf8');
	const live = service === 'netstats' && state.profile.counters === 'bpf';
	return say(live ? text + (await bpfMaps(FOREGROUND)) : text);
}

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

const CMD_SERVICES: Readonly<Record<string, Service>> = {
	package: pm,
	connectivity,
	settings,
	activity: am,
};

function cmd(args: readonly string[], state: PhoneState): Answer | Promise<Answer> {
	const [name = '', ...rest] = args;
	const service = CMD_SERVICES[name];
	return service?.(rest, state) ?? complain(`cmd: Can't find service: ${name}\n`, 20);
}

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
