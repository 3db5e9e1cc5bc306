import { transfer } from 'comlink';
import type { Loading } from '#lib/base/loading.ts';
import type { DeviceThread } from '#lib/device/thread.ts';
import type { CaptureFailure, CaptureInterface, CaptureOptions } from '#lib/ports/device.ts';
import type { CaptureSession } from './capture.svelte.ts';

type Stage = 'idle' | 'starting' | 'recording' | 'stopping';

/** Starts and stops tcpdump on the phone; what it writes becomes the live capture. */
export class RecordingSession {
	readonly #capture: CaptureSession;
	#stage = $state<Stage>('idle');
	#failure = $state.raw<CaptureFailure | undefined>();
	#interfaces = $state.raw<Loading<readonly CaptureInterface[], CaptureFailure>>({ state: 'idle' });

	constructor(capture: CaptureSession) {
		this.#capture = capture;
	}

	get stage(): Stage {
		// tcpdump may end by itself: the capture then says so first.
		const over = this.#stage === 'recording' && this.#capture.summary?.complete === true;
		return over ? 'idle' : this.#stage;
	}

	get failure(): CaptureFailure | undefined {
		return this.#failure;
	}

	get interfaces(): Loading<readonly CaptureInterface[], CaptureFailure> {
		return this.#interfaces;
	}

	async listInterfaces(thread: DeviceThread): Promise<void> {
		this.#interfaces = { state: 'loading' };
		const list = await thread.device.captureInterfaces();
		this.#interfaces = list.ok
			? { state: 'loaded', value: list.value }
			: { state: 'failed', failure: list.error };
	}

	/** Starts once tcpdump itself has accepted interface and filter, so a typo costs no earlier capture. */
	async start(thread: DeviceThread, options: CaptureOptions): Promise<void> {
		this.#stage = 'starting';
		this.#failure = undefined;
		const checked = await thread.device.checkFilter(options);
		if (!checked.ok) {
			this.#fail(checked.error);
			return;
		}
		const sink = await this.#capture.openLive({
			kind: 'tcpdump',
			interface: options.interface,
			filter: options.filter,
			startedAt: Date.now(),
		});
		const started = await thread.device.startCapture(options, transfer(sink, [sink]));
		if (started.ok) {
			this.#stage = 'recording';
			return;
		}
		this.#fail(started.error);
		await this.#capture.close();
	}

	/** `adb root`: the connection drops and comes back as root, where the build allows it. */
	async restartAsRoot(thread: DeviceThread): Promise<void> {
		this.#failure = undefined;
		const restarted = await thread.device.restartAsRoot();
		if (!restarted.ok) this.#failure = restarted.error;
	}

	async stop(thread: DeviceThread): Promise<void> {
		this.#stage = 'stopping';
		await thread.device.stopCapture();
		this.#stage = 'idle';
	}

	/** The phone is gone: closes the recording with everything received so far. */
	async lost(fault: string): Promise<void> {
		if (this.#stage === 'idle') return;
		await this.#capture.finish(fault);
		this.#stage = 'idle';
	}

	#fail(failure: CaptureFailure): void {
		this.#failure = failure;
		this.#stage = 'idle';
	}

	forget(): void {
		this.#interfaces = { state: 'idle' };
		this.#failure = undefined;
	}
}
