import { expose } from 'comlink';
import { onTestFinished, vi } from 'vitest';
import { newDecoder } from '../decode/decoding.ts';
import { FakeDevice } from './deviceThread.ts';

/** Puts this thread in the place of the browser's workers: whoever starts the device's talks to what is returned. */
export function stubWorkers(): { readonly device: FakeDevice } {
	const device = new FakeDevice();
	function start(url: URL): MessagePort {
		const { port1, port2 } = new MessageChannel();
		const isDevice = url.pathname.includes('device.worker');
		expose(isDevice ? device : newDecoder(), port1);
		port2.start();
		onTestFinished(() => {
			port1.close();
		});
		return port2;
	}
	vi.stubGlobal('Worker', function Worker(url: URL) {
		return start(url);
	});
	return { device };
}
