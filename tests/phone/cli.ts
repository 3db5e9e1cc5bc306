// Starts a virtual phone and prints its socket: node tests/phone/cli.ts --profile pixel-14
// [--folder F] [--auth accept|deny|manual] [--no-delayed-ack] [--verbose]. Ctrl-C stops it.
import { parseArgs } from 'node:util';
import { canRunPhone, PROFILE_NAMES, startPhone } from './start.ts';
import type { AuthPolicy } from './start.ts';

const { values } = parseArgs({
	options: {
		profile: { type: 'string', default: 'pixel-14' },
		folder: { type: 'string' },
		auth: { type: 'string', default: 'accept' },
		'delayed-ack': { type: 'boolean', default: true },
		verbose: { type: 'boolean', default: false },
	},
	allowNegative: true,
});

function pick<T extends string>(option: string, value: string, allowed: readonly T[]): T {
	const found = allowed.find((name) => name === value);
	if (found !== undefined) return found;
	console.error(`--${option} is one of ${allowed.join(', ')}`);
	process.exit(2);
}

const profile = pick('profile', values.profile, PROFILE_NAMES);
const auth: AuthPolicy = pick('auth', values.auth, ['accept', 'deny', 'manual'] as const);

const machine = await canRunPhone();
if (!machine.ok) {
	console.error(machine.reason);
	process.exit(1);
}
const phone = await startPhone({
	profile,
	auth,
	delayedAck: values['delayed-ack'],
	verbose: values.verbose,
	...(values.folder !== undefined && { folder: values.folder }),
});
console.log(phone.socketPath);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => void phone.stop().then(() => process.exit()));
}
