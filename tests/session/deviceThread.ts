import { expose, wrap } from 'comlink';
import { onTestFinished } from 'vitest';
import { assert } from '#lib/base/assert.ts';
import { ok, type Result } from '#lib/base/result.ts';
import type { EpochMs } from '#lib/base/units.ts';
import type { DeviceThread } from '#lib/device/thread.ts';
import type { Connection } from '#lib/model/connection.ts';
import type { ShellFailure } from '#lib/model/failure.ts';
import type { ProbeId, ProbeValues, Reading, Readings } from '#lib/model/reading.ts';
import type {
	BugReport,
	BugReportProgress,
	CaptureFailure,
	CaptureInterface,
	CaptureOptions,
	Device,
	WatchRound,
} from '#lib/ports/device.ts';
import { exampleSnapshot } from '../fixtures/snapshots.ts';
import { Answers } from './answers.ts';

/** When the example phone's counters were read. */
export const FIRST_READ = exampleSnapshot().readings.usage?.at ?? 0;

/** A device that answers what a test has put into it; its phone is the one of the example snapshot. */
export class FakeDevice implements Device {
	readonly answers = new Answers();
	serials: readonly string[] = [];
	readings: Readings = exampleSnapshot().readings;
	rootThere = true;
	interfaces: Result<readonly CaptureInterface[], CaptureFailure> = ok([]);
	checked: Result<void, CaptureFailure> = ok(undefined);
	started: Result<void, CaptureFailure> = ok(undefined);
	restarted: Result<void, ShellFailure> = ok(undefined);
	reported: Result<BugReport, ShellFailure> = ok({
		name: 'bugreport-a.zip',
		content: new Blob(['a report']),
	});
	/** Where a running capture goes. */
	sink: MessagePort | undefined;
	#connection: ((connection: Connection) => unknown) | undefined;
	#round: ((round: WatchRound) => unknown) | undefined;

	/** Tells a change of the connection; resolves when the page has taken it. */
	async tell(connection: Connection): Promise<void> {
		assert(this.#connection, 'somebody listens');
		await this.#connection(connection);
	}

	/** Reports round number `rounds` of the watch, with the readings of now; resolves when the page has taken it. */
	async round(rounds: number, at?: EpochMs): Promise<void> {
		await this.roundUnderWay(rounds, at)();
	}

	/** A round that is under way from now on; it arrives when the result is called. */
	roundUnderWay(rounds: number, at = FIRST_READ + 1000 * rounds): () => Promise<void> {
		const report = this.#round;
		const { sockets, usage, interfaces, protocols } = this.readings;
		assert(report && sockets && usage, 'a watch was begun, and has answers');
		assert(interfaces && protocols, 'a watch has answers of every kind');
		const cost = { rounds, skipped: 0, busy: 10 * rounds, received: 100 * rounds };
		return async () => {
			await report({ at, sockets, usage, interfaces, protocols, cost });
		};
	}

	onConnection(report: (connection: Connection) => void) {
		this.#connection = report;
		return Promise.resolve();
	}

	known() {
		return Promise.resolve(this.serials);
	}

	connect(serial: string) {
		return this.answers.give(`connect ${serial}`, () => undefined);
	}

	disconnect() {
		return this.answers.give('disconnect', () => undefined);
	}

	restartAsRoot() {
		return this.answers.give('restart as root', () => this.restarted);
	}

	bugReport(report: (progress: BugReportProgress) => void) {
		report({ stage: 'making', done: 7, total: 100 });
		return this.answers.give('bug report', () => this.reported);
	}

	cancelBugReport() {
		return this.answers.give('cancel bug report', () => undefined);
	}

	ladder() {
		return this.answers.give('ladder', () => exampleSnapshot().ladder);
	}

	read<Id extends ProbeId>(probe: Id): Promise<Reading<ProbeValues[Id]>> {
		return this.answers.give(`read ${probe}`, () => {
			const reading = this.readings[probe];
			assert(reading, 'the test has an answer');
			return reading;
		});
	}

	obtainRoot() {
		return this.answers.give('root', () => this.rootThere);
	}

	watch(_every: number, rootAllowed: boolean, report: (round: WatchRound) => void) {
		this.#round = report;
		return this.answers.give(rootAllowed ? 'watch as root' : 'watch', () => undefined);
	}

	unwatch() {
		return this.answers.give('unwatch', () => undefined);
	}

	captureInterfaces() {
		return this.answers.give('interfaces', () => this.interfaces);
	}

	checkFilter({ filter }: CaptureOptions) {
		return this.answers.give(`check ${filter}`, () => this.checked);
	}

	startCapture(_options: CaptureOptions, sink: MessagePort) {
		this.sink = sink;
		onTestFinished(() => {
			sink.close();
		});
		return this.answers.give('start', () => this.started);
	}

	stopCapture() {
		return this.answers.give('stop', () => undefined);
	}
}

/** The device behind the calls of a real thread, in this one. */
export function deviceThread(device: Device): DeviceThread {
	const { port1, port2 } = new MessageChannel();
	expose(device, port1);
	const stop = (): void => {
		port1.close();
	};
	onTestFinished(stop);
	return { device: wrap<Device>(port2), [Symbol.dispose]: stop };
}

/** What is asked of every phone before a page wants more. */
export const askedFirst = ({
	identity,
	interfaces,
	sockets,
	packages,
	usage,
	protocols,
}: Readings): Readings => ({
	...(identity && { identity }),
	...(interfaces && { interfaces }),
	...(sockets && { sockets }),
	...(packages && { packages }),
	...(usage && { usage }),
	...(protocols && { protocols }),
});
