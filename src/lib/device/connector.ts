import { err, ok, type Result } from '../base/result.ts';
import type { Milliseconds } from '../base/units.ts';
import type { Connection, RootWay } from '../model/connection.ts';
import type { ConnectionFailure, ShellFailure } from '../model/failure.ts';
import { askForRoot } from './adbRoot.ts';
import { after } from './after.ts';
import { attemptToConnect, type ConnectOptions } from './attempt.ts';
import type { Bus, Plug } from './bus.ts';
import { lossOf } from './failures.ts';
import type { Session } from './identify.ts';
import { tell, type Listener } from './tell.ts';

/** The attempt that is running or waits for its turn. */
interface Current {
	readonly serial: string;
	readonly plug: Plug | undefined;
	readonly stop: AbortController;
}

/** How long a restarted ADB may be away. Where nobody tells of its return it is looked for then. */
const RESTART: Milliseconds = 5_000;

const NOT_AS_ROOT = 'The phone did not come back as root.';

/**
 * The way to one phone, as one state that others watch.
 *
 * A phone that was asked for and comes back is connected again, until a person disconnects. Everything that takes or
 * gives back a phone is done in turn, so that no attempt meets the remains of the one before.
 */
export class Connector {
	readonly #bus: Bus | undefined;
	readonly #options: ConnectOptions;
	readonly #listeners = new Set<Listener<Connection>>();
	#state: Connection = { kind: 'none' };
	/** The serial of the phone that a person asked for. */
	#wanted: string | undefined;
	#current: Current | undefined;
	/** The phone that went away because we told it to. */
	#awaited: { readonly serial: string; readonly back: (plug: Plug) => void } | undefined;
	#session: Session | undefined;
	#turns: Promise<void> = Promise.resolve();

	/** Without a bus (no WebUSB in this browser) every attempt fails with `no-webusb`. */
	constructor(bus: Bus | undefined, options: ConnectOptions) {
		this.#bus = bus;
		this.#options = options;
		bus?.watch(({ kind, plug }) => {
			if (kind === 'plugged') this.#plugged(plug);
			else this.#unplugged(plug.serial);
		});
	}

	/** Undefined unless the state is `ready`. */
	get session(): Session | undefined {
		return this.#session;
	}

	listen(listener: Listener<Connection>): void {
		this.#listeners.add(listener);
		tell(listener, this.#state);
	}

	/** Resolves when the phone is ready or the attempt is over; the state tells which. */
	connect(serial: string, plug?: Plug): Promise<void> {
		this.#wanted = serial;
		this.#stop();
		const current = { serial, plug, stop: new AbortController() };
		this.#current = current;
		return this.#inTurn(() => this.#run(current));
	}

	/** Ends an attempt or a connection. Resolves when others can have the phone. */
	disconnect(): Promise<void> {
		this.#wanted = undefined;
		const { kind } = this.#state;
		if (kind === 'authorising') {
			this.#fail(this.#state.serial, { kind: 'not-authorised', how: 'cancelled' });
		} else if (kind !== 'ready') this.#enter({ kind: 'none' });
		this.#stop();
		return this.#inTurn(async () => {
			if (this.#session === undefined) return;
			await this.#leave();
			this.#enter({ kind: 'none' });
		});
	}

	/**
	 * `adb root`: the phone's ADB restarts as root, where its build allows, and is connected again. Its USB interface
	 * goes and comes back meanwhile.
	 */
	async restartAsRoot(): Promise<Result<void, ShellFailure>> {
		const session = this.#session;
		if (session === undefined) return err({ kind: 'disconnected' });
		const { serial } = session;
		const back = Promise.withResolvers<Plug | undefined>();
		this.#awaited = { serial, back: back.resolve };
		const asked = await askForRoot(session.wire);
		if (!asked.ok || asked.value === 'root-already') {
			this.#awaited = undefined;
			if (session.wire.gone.aborted) this.#fail(serial, lossOf(session.wire.gone.reason));
			return asked.ok ? ok(undefined) : asked;
		}
		this.#enter({ kind: 'opening', serial });
		await this.#inTurn(() => this.#leave());
		const plug = await Promise.race([back.promise, after(RESTART)]);
		this.#awaited = undefined;
		// A person who disconnected meanwhile does not want it back.
		if (this.#wanted === serial) await this.connect(serial, plug);
		const root = this.#session?.root.way === 'adb';
		return root ? ok(undefined) : err({ kind: 'refused', message: NOT_AS_ROOT });
	}

	#plugged(plug: Plug): void {
		if (plug.serial === this.#awaited?.serial) {
			this.#awaited.back(plug);
			return;
		}
		const busy = this.#session !== undefined || this.#current !== undefined;
		if (plug.serial === this.#wanted && !busy) void this.connect(plug.serial, plug);
	}

	#unplugged(serial: string): void {
		if (this.#current?.serial === serial) {
			this.#fail(serial, { kind: 'unplugged' });
			this.#stop();
		}
		if (this.#session?.serial === serial) this.#lose(this.#session, { kind: 'unplugged' });
	}

	/** Nobody wants the attempt any more. What it does from now on changes no state. */
	#stop(): void {
		this.#current?.stop.abort();
		this.#current = undefined;
	}

	#inTurn(work: () => Promise<void>): Promise<void> {
		const turn = this.#turns.then(work);
		this.#turns = turn.catch(() => undefined); // Whoever asked for that turn hears of it.
		return turn;
	}

	async #run(current: Current): Promise<void> {
		const { serial, stop } = current;
		await this.#leave();
		let result = await this.#attempt(current);
		// A greeting that an earlier visit never read, because its dialog was answered too late, stands in the
		// phone's queue and looks like an answer to us. It spoils one attempt, and is gone then.
		const spoilt =
			!result.ok && result.error.kind === 'broken' && this.#state.kind === 'identifying';
		if (spoilt) result = await this.#attempt(current);
		if (stop.signal.aborted) {
			if (result.ok) await result.value.wire.close();
			return;
		}
		this.#current = undefined;
		if (result.ok) this.#keep(result.value);
		else this.#fail(serial, result.error);
	}

	#attempt({ serial, plug, stop }: Current): ReturnType<typeof attemptToConnect> {
		if (this.#bus === undefined) return Promise.resolve(err({ kind: 'no-webusb' }));
		if (stop.signal.aborted) return Promise.resolve(err({ kind: 'unplugged' }));
		return attemptToConnect(this.#bus, this.#options, {
			serial,
			plug,
			signal: stop.signal,
			enter: (state) => {
				if (!stop.signal.aborted) this.#enter(state);
			},
			rootChanged: (way) => {
				this.#rootChanged(way);
			},
		});
	}

	#keep(session: Session): void {
		const { serial, phone, root, dialect, wire } = session;
		this.#session = session;
		const shell = dialect === 'v2' ? 'v2' : 'v1';
		this.#enter({ kind: 'ready', serial, phone, root: root.way, shell, since: Date.now() });
		const lost = (): void => {
			this.#lose(session, lossOf(wire.gone.reason));
		};
		if (wire.gone.aborted) lost();
		wire.gone.addEventListener('abort', lost, { once: true });
	}

	/** The connection went away by itself: at once for everybody, then the remains are cleared up. */
	#lose(session: Session, failure: ConnectionFailure): void {
		if (this.#session !== session) return;
		this.#session = undefined;
		if (this.#awaited?.serial !== session.serial) this.#fail(session.serial, failure);
		void this.#inTurn(() => session.wire.close());
	}

	/** Gives the phone back, if there is one. */
	async #leave(): Promise<void> {
		const session = this.#session;
		this.#session = undefined;
		await session?.wire.close();
	}

	#rootChanged(root: RootWay): void {
		if (this.#state.kind === 'ready') this.#enter({ ...this.#state, root });
	}

	#fail(serial: string, failure: ConnectionFailure): void {
		this.#enter({ kind: 'failed', failure, serial });
	}

	#enter(state: Connection): void {
		this.#state = state;
		for (const listener of this.#listeners) tell(listener, state);
	}
}
