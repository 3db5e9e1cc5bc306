// What the outside can ask of a running phone, over a socket that no user of the phone can reach:
// one JSON request a line, one JSON answer a line.
import type { ProfileName } from './profiles/profile.ts';

/** What the person does with the "Allow USB debugging?" dialog. `manual`: waits for `acceptKey`. */
export type AuthPolicy = 'accept' | 'deny' | 'manual' | { readonly lateMs: number };

/** A process of the phone. */
export interface PhoneProcess {
	readonly pid: number;
	readonly uid: number;
	readonly cmdline: string;
}

export type ControlRequest =
	| { readonly kind: 'acceptKey' | 'forgetKeys' | 'resetTransport' | 'processes' }
	| { readonly kind: 'setAuth'; readonly policy: AuthPolicy }
	| { readonly kind: 'slow'; readonly ms: number }
	| { readonly kind: 'setRoot'; readonly policy: 'allow' | 'deny' }
	| { readonly kind: 'burst'; readonly uid: number; readonly bytes: number }
	| { readonly kind: 'readFile'; readonly path: string };

export type ControlAnswer =
	{ readonly ok: true; readonly value?: unknown } | { readonly ok: false; readonly error: string };

/** What the phone's first process is told. */
export interface PhoneConfig {
	readonly profile: ProfileName;
	readonly auth: AuthPolicy;
	readonly delayedAck: boolean;
	readonly verbose: boolean;
}
