import type { PhoneProfile } from '../profiles/profile.ts';

/** What a command prints and how it ends. */
export interface Answer {
	readonly exit: number;
	readonly stream: 'out' | 'err';
	readonly text: string;
}

/** What the phone's services know and keep. */
export interface PhoneState {
	readonly profile: PhoneProfile;
	/** The folder of the profile. */
	readonly folder: string;
	/** `settings`, by "namespace key". */
	readonly settings: Map<string, string>;
	/** Packages whose traffic `cmd connectivity` forbids, and whether that rule is in force. */
	readonly denied: Set<string>;
	denyChain: boolean;
}

/** `uid` asks. */
export type Service = (
	args: readonly string[],
	state: PhoneState,
	uid: number,
) => Answer | Promise<Answer>;

export function say(text: string, exit = 0): Answer {
	return { exit, stream: 'out', text };
}

export function complain(text: string, exit: number): Answer {
	return { exit, stream: 'err', text };
}

/** The words of ShellCommand.java for a command it does not know. */
export function unknownCommand(name: string | undefined): Answer {
	return say(`Unknown command: ${name ?? ''}\n`, 255);
}
