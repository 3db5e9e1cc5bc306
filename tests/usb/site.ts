import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

/** What to answer to a request for a path of a built site. */
export type SiteAnswer =
	| {
			readonly kind: 'file';
			readonly status: 200 | 404;
			readonly type: string;
			readonly body: Buffer;
	  }
	| { readonly kind: 'moved'; readonly to: string }
	| { readonly kind: 'nothing'; readonly status: 400 | 404 };

const TYPES: Readonly<Record<string, string>> = {
	'.css': 'text/css; charset=utf-8',
	'.html': 'text/html; charset=utf-8',
	'.ico': 'image/x-icon',
	'.js': 'text/javascript; charset=utf-8',
	'.json': 'application/json',
	'.mjs': 'text/javascript; charset=utf-8',
	'.pcap': 'application/vnd.tcpdump.pcap',
	'.png': 'image/png',
	'.svg': 'image/svg+xml',
	'.txt': 'text/plain; charset=utf-8',
	'.wasm': 'application/wasm',
	'.webmanifest': 'application/manifest+json',
	'.webp': 'image/webp',
	'.woff2': 'font/woff2',
};

/**
 * Finds a path in a folder as GitHub Pages does: `/apps` is `apps.html`; a folder is its `index.html`,
 * after a redirect to the address with a slash, so that relative links hold; else `404.html`.
 */
export async function findInSite(folder: string, urlPath: string): Promise<SiteAnswer> {
	const path = decoded(urlPath);
	if (path === undefined) {
		return { kind: 'nothing', status: 400 };
	}
	const file = join(folder, normalize(path));
	if (!file.startsWith(folder + sep) && file !== folder) {
		return { kind: 'nothing', status: 400 };
	}
	if (path.endsWith('/')) {
		return (await fileAnswer(join(file, 'index.html'))) ?? notFound(folder);
	}
	const found = (await fileAnswer(file)) ?? (await fileAnswer(`${file}.html`));
	if (found !== undefined) {
		return found;
	}
	const isFolder = await exists(join(file, 'index.html'));
	return isFolder ? { kind: 'moved', to: `${urlPath}/` } : notFound(folder);
}

function decoded(path: string): string | undefined {
	try {
		const text = decodeURIComponent(path);
		return text.startsWith('/') && !text.includes('\0') ? text : undefined;
	} catch {
		return undefined;
	}
}

async function exists(file: string): Promise<boolean> {
	const found = await stat(file).catch(() => undefined);
	return found?.isFile() === true;
}

async function fileAnswer(file: string, status: 200 | 404 = 200): Promise<SiteAnswer | undefined> {
	if (!(await exists(file))) {
		return undefined;
	}
	const type = TYPES[extname(file)] ?? 'application/octet-stream';
	return { kind: 'file', status, type, body: await readFile(file) };
}

async function notFound(folder: string): Promise<SiteAnswer> {
	const page = await fileAnswer(join(folder, '404.html'), 404);
	return page ?? { kind: 'nothing', status: 404 };
}
