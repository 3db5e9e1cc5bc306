import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBus } from './bus.ts';
import { serve } from './server.ts';
import { startEchoPhone } from './testing/echoPhone.ts';

const FILES: Readonly<Record<string, string>> = {
	'index.html': '<!doctype html><head><title>start</title></head>',
	'apps.html': 'apps',
	'deep/index.html': 'deep',
	'404.html': 'not here',
	'core.wasm': '\0asm',
	'site.webmanifest': '{}',
	'main.js': 'main()',
	'_app/immutable/workers/device-1.js': 'work()',
	'service-worker.js': 'serve()',
};

let root = '';
let folder = '';

beforeAll(async () => {
	root = await mkdtemp(join(tmpdir(), 'serve-'));
	folder = join(root, 'site');
	for (const [name, text] of Object.entries(FILES)) {
		await mkdir(join(folder, name, '..'), { recursive: true });
		await writeFile(join(folder, name), text);
	}
	await writeFile(join(root, 'secret'), 'secret');
});

afterAll(() => rm(root, { recursive: true, force: true }));

describe('the static server', () => {
	test.each([
		['/', 200, 'text/html; charset=utf-8', FILES['index.html']],
		['/apps', 200, 'text/html; charset=utf-8', 'apps'],
		['/apps?sort=bytes', 200, 'text/html; charset=utf-8', 'apps'],
		['/deep', 200, 'text/html; charset=utf-8', 'deep'],
		['/core.wasm', 200, 'application/wasm', '\0asm'],
		['/site.webmanifest', 200, 'application/manifest+json', '{}'],
		['/main.js', 200, 'text/javascript; charset=utf-8', 'main()'],
		['/nothing', 404, 'text/html; charset=utf-8', 'not here'],
		['/usb-shim.js', 404, 'text/html; charset=utf-8', 'not here'],
		['/%2e%2e/secret', 404, 'text/html; charset=utf-8', 'not here'],
		['/%2e%2e%2fsecret', 404, 'text/html; charset=utf-8', 'not here'],
		['/%ff', 400, 'text/plain', 'Not found'],
	])('%s', async (path, status, type, body) => {
		await using server = await serve({ folder });
		const response = await fetch(server.origin + path);
		expect(response.status).toBe(status);
		expect(response.headers.get('content-type')).toBe(type);
		expect(await response.text()).toBe(body);
	});

	test('sends a folder to its address with a slash, under any base', async () => {
		await using server = await serve({ folder, base: '/some/where/' });
		const moved = await fetch(`${server.origin}/some/where/deep`);
		expect(moved.url).toBe(`${server.origin}/some/where/deep/`);
		expect(await moved.text()).toBe('deep');
		expect((await fetch(`${server.origin}/apps`)).status).toBe(404);
	});

	test('takes no WebSocket without the shim', async () => {
		await using server = await serve({ folder });
		await using echo = await startEchoPhone('WS1');
		await using bus = await startBus({ phone: echo.phone });
		await using shimmed = await serve({ folder, shim: true, bus });
		expect(await opens(server.origin)).toBe(false);
		expect(await opens(shimmed.origin)).toBe(true);
	});
});

describe('with the shim', () => {
	test('puts it before pages and workers, and leaves the rest as it is', async () => {
		await using echo = await startEchoPhone('WS2');
		await using bus = await startBus({ phone: echo.phone });
		await using server = await serve({ folder, shim: true, bus, base: '/x/' });
		const text = async (path: string, dest?: string): Promise<string> => {
			const headers: Record<string, string> = dest === undefined ? {} : { 'sec-fetch-dest': dest };
			return (await fetch(`${server.origin}/x/${path}`, { headers })).text();
		};
		expect(await text('')).toContain('<head><script src="/x/usb-shim.js"></script><title>');
		expect(await text('main.js')).toBe('main()');
		expect(await text('service-worker.js', 'serviceworker')).toBe('serve()');
		expect(await text('main.js', 'worker')).toBe("import '/x/usb-shim.js';\nmain()");
		expect(await text('_app/immutable/workers/device-1.js')).toBe(
			"import '/x/usb-shim.js';\nwork()",
		);
		expect(await text('usb-shim.js')).toContain('/x/usb');
	});
});

function opens(origin: string): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = new WebSocket(`${origin.replace('http', 'ws')}/usb`);
		socket.onopen = () => {
			resolve(true);
			socket.close();
		};
		socket.onerror = () => {
			resolve(false);
		};
	});
}
