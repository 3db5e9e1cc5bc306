import { wrap, type Remote } from 'comlink';
import type { Device } from '../ports/device.ts';

/** A device in a thread of its own. Disposing ends the thread; disconnect first, so that the phone is told. */
export interface DeviceThread extends Disposable {
	readonly device: Remote<Device>;
}

export function startDevice(): DeviceThread {
	const worker = new Worker(new URL('../../workers/device.worker.ts', import.meta.url), {
		type: 'module',
	});
	return {
		device: wrap<Device>(worker),
		[Symbol.dispose]: () => {
			worker.terminate();
		},
	};
}
