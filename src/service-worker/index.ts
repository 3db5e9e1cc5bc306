// Keeps the whole site on this computer, so that every page works without a network after one visit.
import { version } from '$app/env';
import { assets, immutable, prerendered } from '$app/manifest';
import { self } from '$app/service-worker';

const cacheName = `porthole-${version}`;

/** Where the site stands: it may lie under any path. */
const base = new URL('./', self.location.href);

const files = [...immutable, ...assets, ...prerendered].map(
	({ path }) => new URL(path.replace(/^\//, ''), base).href,
);

self.addEventListener('install', (event) => {
	// No skipWaiting: an open page goes on with the files of the version it was loaded from.
	event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(files)));
});

async function removeOlderVersions(): Promise<void> {
	for (const name of await caches.keys()) {
		if (name.startsWith('porthole-') && name !== cacheName) await caches.delete(name);
	}
	await self.clients.claim();
}

self.addEventListener('activate', (event) => {
	event.waitUntil(removeOlderVersions());
});

/** The stored file, whatever the query: the query is the page's own state (filter, open row). */
async function answer(request: Request): Promise<Response> {
	const cache = await caches.open(cacheName);
	const stored =
		(await cache.match(request, { ignoreSearch: true })) ??
		(request.mode === 'navigate'
			? await cache.match(`${new URL(request.url).pathname}/`)
			: undefined);
	return stored ?? fetch(request);
}

self.addEventListener('fetch', (event) => {
	const { request } = event;
	if (request.method !== 'GET' || new URL(request.url).origin !== self.location.origin) return;
	event.respondWith(answer(request));
});
