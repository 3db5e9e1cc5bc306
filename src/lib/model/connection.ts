import type { EpochMs } from '../base/units.ts';
import type { ConnectionFailure } from './failure.ts';
import type { Phone } from './phone.ts';

/**
 * How a command becomes root on this phone: adbd already is, through `su`, or not at all. `su-unasked`: there is an
 * `su`, and nobody asked it yet, because the phone would ask its person.
 */
export type RootWay = 'adb' | 'su-c' | 'su-0' | 'su-unasked' | 'none';

/** Where the way to the phone stands. One value, so no two states can be shown at once. */
export type Connection =
	| { readonly kind: 'none' }
	| { readonly kind: 'opening'; readonly serial: string }
	/** The phone shows "Allow USB debugging?" or is about to; nothing happens until a person answers. */
	| { readonly kind: 'authorising'; readonly serial: string; readonly since: EpochMs }
	| { readonly kind: 'identifying'; readonly serial: string }
	| {
			readonly kind: 'ready';
			readonly serial: string;
			readonly phone: Phone;
			readonly root: RootWay;
			readonly shell: 'v1' | 'v2';
			readonly since: EpochMs;
	  }
	| { readonly kind: 'failed'; readonly failure: ConnectionFailure; readonly serial?: string };
