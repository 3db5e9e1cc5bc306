import { err, type Result } from '../base/result.ts';
import type { Milliseconds } from '../base/units.ts';
import type { ProbeId, ProbeValues, Reading } from '../model/reading.ts';
import type { BugReportProgress, CaptureFailure, Device, WatchRound } from '../ports/device.ts';
import type { Shell } from '../ports/shell.ts';
import { probes } from '../probes/index.ts';
import { runProbe } from '../probes/probe.ts';
import type { ConnectOptions } from './attempt.ts';
import { takeBugReport } from './bugReport.ts';
import type { Bus } from './bus.ts';
import { Captures } from './captures.ts';
import { Connector } from './connector.ts';
import type { Session } from './identify.ts';
import { findMeans, ladderOf } from './ladder.ts';
import type { Listener } from './tell.ts';
import { watch } from './watch.ts';

/** Options of a connection; the times have defaults. */
export type DeviceOptions = Pick<ConnectOptions, 'credentials'> & Partial<ConnectOptions>;

/** Everything that the device thread can be asked. Without a bus, in a browser without WebUSB, it only says so. */
export function createDevice(bus: Bus | undefined, options: DeviceOptions): Device {
	const connector = new Connector(bus, {
		patience: 120_000,
		answer: 15_000,
		delayedAck: true,
		...options,
	});
	const desk = new Desk(connector);
	return {
		onConnection: (report) => {
			connector.listen(report);
			return Promise.resolve();
		},
		known: async () => {
			const plugs = (await bus?.plugs()) ?? [];
			return plugs.filter(({ offersAdb }) => offersAdb).map(({ serial }) => serial);
		},
		connect: (serial) => connector.connect(serial),
		disconnect: async () => {
			await desk.captures?.stop();
			await connector.disconnect();
		},
		restartAsRoot: async () => {
			await desk.captures?.stop();
			return connector.restartAsRoot();
		},
		ladder: () => desk.ladder(),
		read: (id, rootAllowed) => desk.read(id, rootAllowed),
		obtainRoot: () => desk.obtainRoot(),
		watch: (every, rootAllowed, report) => desk.watch(every, rootAllowed, report),
		unwatch: () => desk.unwatch(),
		captureInterfaces: () => desk.capturing((captures) => captures.interfaces()),
		checkFilter: (how) => desk.capturing((captures) => captures.check(how)),
		startCapture: (how, sink) => desk.capturing((captures) => captures.start(how, sink)),
		bugReport: (report) => desk.bugReport(report),
		cancelBugReport: () => {
			desk.cancelBugReport();
			return Promise.resolve();
		},
		stopCapture: async () => {
			await desk.captures?.stop();
		},
	};
}

/** What is asked while nobody is connected. */
const NOBODY: Shell = {
	run: () => Promise.resolve(err({ kind: 'disconnected' })),
	stream: () => Promise.resolve(err({ kind: 'disconnected' })),
};

/** Work on whichever phone is connected when it is asked for. */
class Desk {
	readonly #connector: Connector;
	readonly #captures = new WeakMap<Session, Captures>();
	#watching: AbortController | undefined;
	#reporting: AbortController | undefined;
	#round: Promise<void> = Promise.resolve();

	constructor(connector: Connector) {
		this.#connector = connector;
	}

	/** Undefined while no phone is connected. */
	get captures(): Captures | undefined {
		const { session } = this.#connector;
		if (session === undefined) return undefined;
		const known = this.#captures.get(session) ?? new Captures(session);
		this.#captures.set(session, known);
		return known;
	}

	async ladder(): ReturnType<Device['ladder']> {
		const { captures } = this;
		const { session } = this.#connector;
		const connected = session !== undefined && captures !== undefined;
		return ladderOf(connected ? await findMeans(session, captures) : undefined);
	}

	read<Id extends ProbeId>(id: Id, rootAllowed: boolean): Promise<Reading<ProbeValues[Id]>> {
		return runProbe(probes[id], this.#shell, { rootAllowed: this.#mayBeRoot(rootAllowed) });
	}

	/** Where adbd itself is root, somebody has restarted it so. A phone that refused is not asked again by itself. */
	#mayBeRoot(allowed: boolean): boolean {
		const root = this.#connector.session?.root;
		return root?.way === 'adb' || (allowed && root?.refused !== true);
	}

	async obtainRoot(): Promise<boolean> {
		const way = await this.#connector.session?.root.obtain();
		return way !== undefined && way !== 'none';
	}

	async watch(
		every: Milliseconds,
		rootAllowed: boolean,
		report: Listener<WatchRound>,
	): Promise<void> {
		await this.unwatch();
		const watching = new AbortController();
		this.#watching = watching;
		this.#round = watch({
			...{ shell: this.#shell, every, report, signal: watching.signal },
			rootAllowed: () => this.#mayBeRoot(rootAllowed),
		});
	}

	/** Resolves when no more rounds will be reported. */
	async unwatch(): Promise<void> {
		this.#watching?.abort();
		await this.#round;
	}

	async bugReport(report: Listener<BugReportProgress>): ReturnType<Device['bugReport']> {
		const { session } = this.#connector;
		if (session === undefined) return err({ kind: 'disconnected' });
		this.cancelBugReport();
		const stop = new AbortController();
		this.#reporting = stop;
		return takeBugReport(session, report, stop.signal);
	}

	cancelBugReport(): void {
		this.#reporting?.abort();
	}

	capturing<T>(
		work: (captures: Captures) => Promise<Result<T, CaptureFailure>>,
	): Promise<Result<T, CaptureFailure>> {
		const { captures } = this;
		return captures === undefined ? Promise.resolve(err({ kind: 'disconnected' })) : work(captures);
	}

	get #shell(): Shell {
		return this.#connector.session?.shell ?? NOBODY;
	}
}
