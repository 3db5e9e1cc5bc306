import { Adb } from '@yume-chan/adb';
import type { AdbDaemonTransport, AdbSocket } from '@yume-chan/adb';
import { err, ok, type Result } from '../base/result.ts';
import type { Milliseconds } from '../base/units.ts';
import type { ShellFailure } from '../model/failure.ts';
import { after } from './after.ts';
import { bounded } from './bounded.ts';
import type { Link } from './bus.ts';
import { isNamed, messageOf } from './cause.ts';

/** How long the streams' goodbyes may take before the cable is let go anyway. */
const GOODBYE: Milliseconds = 1_000;

/**
 * Longest line that a program can be started with, whatever the packet size: one argument of a program has at most
 * 128 KiB (Linux `MAX_ARG_STRLEN`), and adbd hands the whole line to `sh -c` as one.
 */
const MAX_LINE = 128 * 1024 - 1;

/** An authorised connection. `gone` aborts once, at the very moment in which it is over, with the reason. */
export class Wire {
	readonly adb: Adb;
	readonly overNetwork: boolean;
	readonly #link: Link;
	readonly #gone: AbortController;

	constructor(transport: AdbDaemonTransport, link: Link, gone: AbortController) {
		this.adb = new Adb(transport);
		this.overNetwork = link.overNetwork;
		this.#link = link;
		this.#gone = gone;
		// Resolves or rejects, depending on what the browser notices first. `gone` is what counts here.
		this.adb.disconnected.then(
			() => {
				gone.abort(undefined);
			},
			(reason: unknown) => {
				gone.abort(reason);
			},
		);
	}

	get gone(): AbortSignal {
		return this.#gone.signal;
	}

	/** Opens a stream to one of adbd's services, which the phone may refuse. */
	async open(service: string): Promise<Result<AdbSocket, ShellFailure>> {
		const length = new TextEncoder().encode(service).length;
		// The oldest protocol counts a NUL at the end.
		if (length >= Math.min(this.adb.maxPayloadSize, MAX_LINE)) {
			return err({
				kind: 'refused',
				message: `A command of ${length} bytes is too long for this phone.`,
			});
		}
		if (this.gone.aborted) return err({ kind: 'disconnected' });
		return bounded(this.#open(service), { gone: this.gone });
	}

	/** Ends every stream, then the connection. Resolves when others can have the phone. Never rejects. */
	async close(): Promise<void> {
		this.#gone.abort(undefined);
		const goodbye = this.adb.close().catch(() => undefined); // The cable may be gone already.
		await Promise.race([goodbye, after(GOODBYE)]);
		await this.#link.close();
	}

	async #open(service: string): Promise<Result<AdbSocket, ShellFailure>> {
		try {
			return ok(await this.adb.createSocket(service));
		} catch (error) {
			return err(openFailure(error));
		}
	}
}

function openFailure(error: unknown): ShellFailure {
	const lost = isNamed(error, 'NetworkError') || isNamed(error, 'AbortError');
	return lost ? { kind: 'disconnected' } : { kind: 'refused', message: messageOf(error) };
}
