import {
	AdbDaemonTransport,
	AdbPublicKeyAuthenticator,
	AdbSignatureAuthenticator,
} from '@yume-chan/adb';
import type { AdbAuthenticator, AdbCredentialStore } from '@yume-chan/adb';
import { err, ok, type Result } from '../base/result.ts';
import type { Bytes } from '../base/units.ts';
import type { ConnectionFailure } from '../model/failure.ts';
import type { Link } from './bus.ts';
import { Deadline, type DeadlineOptions, type Ending } from './deadline.ts';
import { lossOf } from './failures.ts';
import { dropStray } from './dropStray.ts';
import { holdClose } from './holdClose.ts';
import { tap } from './tap.ts';
import { Wire } from './wire.ts';

/**
 * What a phone may send on one stream before we acknowledge it (delayed_ack, Android 14 and later).
 *
 * One packet of the largest size ADB has (1 MiB). The library's 32 MiB would let every unread stream fill as much of
 * this tab's memory, and leave as much junk in the phone's queue after a reload (1.6 s to skip; this: under 0.1 s).
 * Measured over Chromium's USB stack: 70 MB/s, against 97 with 32 MiB and some 40 without delayed_ack.
 */
const WINDOW: Bytes = 1024 * 1024;

export interface AuthoriseOptions extends DeadlineOptions {
	readonly serial: string;
	readonly credentials: AdbCredentialStore;
	/** The phone does not know our keys: it shows its dialog now. */
	readonly offered: () => void;
	/** False to let delayed_ack be: for tests of both protocols. */
	readonly delayedAck: boolean;
}

/** Makes a connection of an open link: greets the phone and proves who we are, or waits for a person to say yes. */
export async function authorise(
	link: Link,
	options: AuthoriseOptions,
): Promise<Result<Wire, ConnectionFailure>> {
	const gone = new AbortController();
	const connection = tap(link.connection, {
		filters: [dropStray(), holdClose()],
		ended: (reason) => {
			gone.abort(reason);
		},
	});
	const deadline = new Deadline(options);
	const offered = (): void => {
		deadline.asked();
		options.offered();
	};
	const authenticating = AdbDaemonTransport.authenticate({
		serial: options.serial,
		connection,
		credentialStore: options.credentials,
		authenticators: [AdbSignatureAuthenticator, offering(offered)],
		initialDelayedAckBytes: options.delayedAck ? WINDOW : 0,
	});
	// `authenticate` takes no signal and knows no time limit. It ends when the link does.
	const stopped = deadline.over.then(() => link.close());
	try {
		const transport = await authenticating;
		return ok(new Wire(transport, link, gone));
	} catch (error) {
		await link.close();
		const reason: unknown = gone.signal.aborted ? gone.signal.reason : error;
		return err(deadline.ending === undefined ? lossOf(reason) : failureOf(deadline.ending));
	} finally {
		deadline.stop();
		void stopped;
	}
}

function failureOf(ending: Ending): ConnectionFailure {
	switch (ending) {
		case 'cancelled':
			return { kind: 'not-authorised', how: 'cancelled' };
		case 'unpermitted':
			return { kind: 'not-authorised', how: 'timed-out' };
		case 'unanswered':
			return {
				kind: 'broken',
				message: 'The phone did not answer. Pull the cable and plug it in again.',
			};
	}
}

/** The library's own authenticator, with a word when the phone is really asked: a known key connects silently. */
function offering(offered: () => void): AdbAuthenticator {
	return async function* (store, nextRequest) {
		for await (const packet of AdbPublicKeyAuthenticator(store, nextRequest)) {
			offered();
			yield packet;
		}
	};
}
