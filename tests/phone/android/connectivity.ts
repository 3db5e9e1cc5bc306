// `cmd connectivity`: ConnectivityService.java `ShellCmd`. Blocking an app came with the module of
// late 2023, so phones before Android 14 do not have it.
import { complain, say, unknownCommand } from './answer.ts';
import type { Answer, PhoneState } from './answer.ts';

const FIRST_SDK_WITH_CHAIN = 34;

const HELP = `Connectivity service commands:
  help
    Print this help text.
  airplane-mode [enable|disable]
    Turn airplane mode on or off.
  airplane-mode
    Get airplane mode.
`;

const CHAIN_HELP = `  set-chain3-enabled [true|false]
    Enable or disable FIREWALL_CHAIN_OEM_DENY_3 for debugging.
  get-chain3-enabled
    Returns whether FIREWALL_CHAIN_OEM_DENY_3 is enabled.
  set-package-networking-enabled [true|false] [package name]
    Set the deny bit in FIREWALL_CHAIN_OEM_DENY_3 to package. This has
    no effect if the chain is disabled.
  get-package-networking-enabled [package name]
    Get the deny bit in FIREWALL_CHAIN_OEM_DENY_3 for package.
`;

function setPackage(args: readonly string[], state: PhoneState): Answer {
	const [value, name = ''] = args;
	const found = state.profile.packages.find((known) => known.name === name);
	if (found === undefined) return complain(`Error: can't find package ${name}\n`, 255);
	if (found.appId < 10_000) return complain(`Error: package ${name} is a system app\n`, 255);
	if (value === 'false') state.denied.add(name);
	else state.denied.delete(name);
	const word = value === 'false' ? 'Disabled' : 'Enabled';
	return say(`${word} networking for ${name}, appId ${found.appId}\n`);
}

function chain(verb: string, args: readonly string[], state: PhoneState): Answer {
	switch (verb) {
		case 'set-chain3-enabled':
			state.denyChain = args[0] === 'true';
			return say(`${state.denyChain ? 'Enabled' : 'Disabled'} chain\n`);
		case 'get-chain3-enabled':
			return say(`chain:${state.denyChain ? 'enabled' : 'disabled'}\n`);
		case 'set-package-networking-enabled':
			return setPackage(args, state);
		case 'get-package-networking-enabled':
			return say(`${args[0] ?? ''}:${state.denied.has(args[0] ?? '') ? 'deny' : 'allow'}\n`);
		default:
			return unknownCommand(verb);
	}
}

export function connectivity(args: readonly string[], state: PhoneState): Answer {
	const [verb = 'help', ...rest] = args;
	const hasChain = state.profile.sdk >= FIRST_SDK_WITH_CHAIN;
	if (verb === 'help') return say(hasChain ? HELP + CHAIN_HELP : HELP);
	if (verb === 'airplane-mode' && rest.length === 0) return say('disabled\n');
	return hasChain ? chain(verb, rest, state) : unknownCommand(verb);
}
