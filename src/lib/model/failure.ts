import type { Milliseconds } from '../base/units.ts';

/** A command could not be run, or its connection went away under it. */
export type ShellFailure =
	| { readonly kind: 'disconnected' }
	| { readonly kind: 'cancelled' }
	| { readonly kind: 'timed-out'; readonly after: Milliseconds }
	| { readonly kind: 'refused'; readonly message: string };

/** Text came back, but not in a shape we know. `line` counts from 1. */
export interface ParseFailure {
	readonly kind: 'malformed';
	readonly expected: string;
	readonly line: number;
	readonly text: string;
}

/** The answer holds nothing of what was asked for: this phone keeps it elsewhere or not at all. */
export interface Absent {
	readonly kind: 'absent';
	readonly what: string;
}

/** Why no phone is connected; `ui` has the words and the remedy for each. */
export type ConnectionFailure =
	| { readonly kind: 'no-webusb' }
	| { readonly kind: 'insecure-context' }
	| { readonly kind: 'nothing-chosen' }
	| { readonly kind: 'not-found' }
	| { readonly kind: 'access-denied' }
	| { readonly kind: 'busy' }
	| { readonly kind: 'not-authorised'; readonly how: 'timed-out' | 'cancelled' }
	| { readonly kind: 'unplugged' }
	| { readonly kind: 'interface-changed' }
	| { readonly kind: 'broken'; readonly message: string };

/** Why a file could not be read to its end, whatever it holds. */
export type FileFailure =
	/** `what` (a file in the zip, a place in the data) is not as it must be. */
	| { readonly kind: 'damaged'; readonly what: string }
	/** `what` goes beyond a limit. */
	| { readonly kind: 'too-big'; readonly what: string }
	/** The disk would not give the bytes: the file was moved, changed or is on a drive that went away. */
	| { readonly kind: 'unreadable' }
	/** The person called it off. */
	| { readonly kind: 'cancelled' };
