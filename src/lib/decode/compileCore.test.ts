import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compiledCore } from '../../../tests/decode/core.ts';
import { compileCore } from './compileCore.ts';

let server: Server;
let site: string;

/** Serves the core as whatever type the path names, and nothing under /missing. */
beforeAll(async () => {
	await compiledCore();
	const core = await readFile(new URL('core.wasm', import.meta.url));
	server = createServer(({ url = '' }, response) => {
		if (url === '/missing') response.writeHead(404).end();
		else response.writeHead(200, { 'content-type': url.slice(1) }).end(core);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address() as AddressInfo;
	site = `http://127.0.0.1:${address.port}`;
});

afterAll(() => server.close());

test.each(['application/wasm', 'application/octet-stream', 'text/plain'])(
	'compiles what comes as %s',
	async (type) => {
		const module = await compileCore(`${site}/${type}`);
		expect(WebAssembly.Module.exports(module).map(({ name }) => name)).toContain('memory');
	},
);

test('a core that is not there is said so, with its address', async () => {
	await expect(compileCore(`${site}/missing`)).rejects.toThrow(`404 ${site}/missing`);
});
