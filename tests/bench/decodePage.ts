// Chromium with a page that has the decoding thread, in a profile of its own on disk.
import {
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	existsSync,
	createReadStream,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { build } from 'vite';
import { assert } from '#lib/base/assert.ts';

const PAGE = fileURLToPath(new URL('page/', import.meta.url));
const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));
/** Whether there is a browser to measure in: the system's, or the one that Playwright installs. */
export const hasBrowser = (): boolean =>
	SYSTEM !== undefined || existsSync(chromium.executablePath());

const ARGS = [
	'--no-sandbox',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
];
const TYPES: Readonly<Record<string, string>> = {
	'.html': 'text/html',
	'.js': 'text/javascript',
	'.wasm': 'application/wasm',
};

export interface DecodePage extends AsyncDisposable {
	readonly page: Page;
	/** Chooses the file that `bench` functions of the page read. */
	choose(path: string): Promise<void>;
	/** Largest resident size of a renderer of this browser, in bytes. */
	rendererMemory(): number;
}

/** Builds the page, serves it on this machine alone, and opens it. */
export async function openDecodePage(): Promise<DecodePage> {
	const folder = mkdtempSync(join(tmpdir(), 'porthole-bench-page-'));
	await build({
		root: PAGE,
		configFile: false,
		logLevel: 'warn',
		worker: { format: 'es' },
		build: { outDir: join(folder, 'site'), target: 'esnext', emptyOutDir: true },
	});
	const server = await serve(join(folder, 'site'));
	const profile = join(folder, 'profile');
	const context = await chromium.launchPersistentContext(profile, {
		...(SYSTEM !== undefined && { executablePath: SYSTEM }),
		args: ARGS,
	});
	const page = context.pages()[0] ?? (await context.newPage());
	await page.goto(addressOf(server));
	return {
		page,
		choose: (path) => page.locator('input').setInputFiles(path),
		rendererMemory: () => largestRenderer(profile),
		[Symbol.asyncDispose]: () => close(context, server, folder),
	};
}

async function close(context: BrowserContext, server: Server, folder: string): Promise<void> {
	await context.close();
	server.close();
	rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function serve(site: string): Promise<Server> {
	const server = createServer(({ url = '/' }, response) => {
		const path = resolve(site, `.${url === '/' ? '/index.html' : (url.split('?')[0] ?? '')}`);
		if (!path.startsWith(site) || !existsSync(path)) response.writeHead(404).end();
		else {
			response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
			createReadStream(path).pipe(response);
		}
	});
	const { promise, resolve: listening } = Promise.withResolvers<undefined>();
	server.listen(0, '127.0.0.1', () => {
		listening(undefined);
	});
	await promise;
	return server;
}

function addressOf(server: Server): string {
	const address = server.address();
	assert(typeof address === 'object' && address !== null, 'the server listens');
	return `http://127.0.0.1:${address.port}/`;
}

/** Linux only: renderers are told by the profile in their command line. */
function largestRenderer(profile: string): number {
	const sizes = readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.map((pid) => residentSize(pid, profile));
	return Math.max(0, ...sizes);
}

function residentSize(pid: string, profile: string): number {
	try {
		const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
		if (!command.includes('--type=renderer') || !parentHas(pid, profile)) return 0;
		const [, kilobytes = '0'] =
			/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
		return Number(kilobytes) * 1024;
	} catch {
		// It has ended meanwhile.
		return 0;
	}
}

/** Is it a child, or a child's child, of the browser with this profile? */
function parentHas(pid: string, profile: string): boolean {
	for (let at = pid; at !== '0' && at !== '1';) {
		if (readFileSync(`/proc/${at}/cmdline`, 'utf8').includes(profile)) return true;
		const [, parent = '0'] = /PPid:\s+(\d+)/.exec(readFileSync(`/proc/${at}/status`, 'utf8')) ?? [];
		at = parent;
	}
	return false;
}
