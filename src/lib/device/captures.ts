import { err, ok, type Result } from '../base/result.ts';
import type { CaptureFailure, CaptureInterface, CaptureOptions } from '../ports/device.ts';
import { Capture, type Sink } from './capture.ts';
import type { Session } from './identify.ts';
import {
	captureArgv,
	checkArgv,
	FIND,
	parseAdbPorts,
	parseFound,
	parseInterfaces,
	withoutPorts,
	type Tcpdump,
} from './tcpdump.ts';

/** Said where packets come late: what the person sees is then not what is on the wire now. */
const LATE =
	'Porthole: this tcpdump is too old for --immediate-mode; packets may come up to a second late.\n';

/** tcpdump on one phone: at most one at a time. */
export class Captures {
	readonly #session: Session;
	#tool: Tcpdump | undefined;
	#running: Promise<Result<Capture, CaptureFailure>> | undefined;

	constructor(session: Session) {
		this.#session = session;
	}

	/** Looks for tcpdump without asking for root: one that only root may see is not found this way. */
	async look(): Promise<Tcpdump | undefined> {
		this.#tool ??= await this.#find(false);
		return this.#tool;
	}

	async interfaces(): Promise<Result<readonly CaptureInterface[], CaptureFailure>> {
		const tool = await this.#ready();
		if (!tool.ok) return tool;
		const listed = await this.#session.shell.run([tool.value.path, '-D'], { root: true });
		if (!listed.ok) return listed;
		const { exit, stdout, stderr } = listed.value;
		const failed = exit !== 0 && parseInterfaces(stdout).length === 0;
		return failed ? refused(stderr + stdout) : ok(parseInterfaces(stdout));
	}

	async check(options: CaptureOptions): Promise<Result<void, CaptureFailure>> {
		const tool = await this.#ready();
		if (!tool.ok) return tool;
		const checked = await this.#session.shell.run(checkArgv(tool.value, options), { root: true });
		if (!checked.ok) return checked;
		// A phone with one merged stream prints its complaint there, where the compiled filter would stand.
		const { exit, stdout, stderr } = checked.value;
		return exit === 0 ? ok(undefined) : refused(stderr === '' ? stdout : stderr);
	}

	/** Starts tcpdump. Its bytes and words go to the sink until `end`. */
	async start(options: CaptureOptions, sink: Sink): Promise<Result<void, CaptureFailure>> {
		if (this.#running !== undefined) return err({ kind: 'already-running' });
		const running = this.#start(options, sink);
		this.#running = running;
		const capture = await running;
		const started = capture.ok ? await capture.value.started : capture;
		const free = (): void => {
			if (this.#running === running) this.#running = undefined;
		};
		if (started.ok && capture.ok) void capture.value.ended.then(free);
		else free();
		return started;
	}

	/** Stops the one that runs, losing nothing. */
	async stop(): Promise<void> {
		const capture = await this.#running;
		if (capture?.ok === true) await capture.value.stop();
	}

	async #start(options: CaptureOptions, sink: Sink): Promise<Result<Capture, CaptureFailure>> {
		const tool = await this.#ready();
		if (!tool.ok) return tool;
		const { shell } = this.#session;
		const filter = withoutPorts(options.filter, await this.#ownPorts());
		const checked = await this.check({ ...options, filter });
		if (!checked.ok) return checked;
		const argv = captureArgv(tool.value, { ...options, filter });
		const running = await shell.stream(argv, { root: true });
		return running.ok
			? ok(new Capture(running.value, sink, tool.value.immediate ? '' : LATE))
			: running;
	}

	/** Root and tcpdump, or which of the two is missing. */
	async #ready(): Promise<Result<Tcpdump, CaptureFailure>> {
		const way = await this.#session.root.obtain();
		if (this.#session.wire.gone.aborted) return err({ kind: 'disconnected' });
		if (way === 'none') return err({ kind: 'needs-root' });
		this.#tool ??= await this.#find(true);
		return this.#tool === undefined ? err({ kind: 'no-tcpdump' }) : ok(this.#tool);
	}

	async #find(root: boolean): Promise<Tcpdump | undefined> {
		const found = await this.#session.shell.run(FIND, { root });
		return found.ok ? parseFound(found.value.stdout) : undefined;
	}

	/** The ports that a capture must leave out to not capture itself; none over USB. */
	async #ownPorts(): Promise<readonly number[]> {
		if (!this.#session.wire.overNetwork) return [];
		const ask = 'getprop service.adb.tcp.port; getprop service.adb.tls.port';
		const ports = await this.#session.shell.run(['sh', '-c', ask]);
		return ports.ok ? parseAdbPorts(ports.value.stdout) : [];
	}
}

function refused(complaint: string): Result<never, CaptureFailure> {
	return err({ kind: 'refused-by-tcpdump', message: complaint.trim() });
}
