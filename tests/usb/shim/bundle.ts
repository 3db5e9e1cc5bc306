import { join } from 'node:path';
import { build } from 'vite';
import { assert } from '#lib/base/assert.ts';

/** The shim as one classic script, which pages load and workers import alike. */
export async function bundleShim(socketPath: string): Promise<string> {
	const result = await build({
		configFile: false,
		logLevel: 'silent',
		define: { SOCKET_PATH: JSON.stringify(socketPath) },
		build: {
			write: false,
			target: 'es2022',
			lib: { entry: join(import.meta.dirname, 'install.ts'), formats: ['iife'], name: 'usbShim' },
		},
	});
	const outputs = [result].flat();
	const [chunk] = outputs.flatMap((bundle) => ('output' in bundle ? bundle.output : []));
	assert(chunk?.type === 'chunk', 'one entry makes one chunk');
	return chunk.code;
}
