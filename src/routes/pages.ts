import { resolve } from '$app/paths';
import type { ResolvedPathname } from '$app/types';
import type { FramePage } from '#lib/ui/frame/frame.ts';

/** Every page but Start. */
const paths = [
	'/overview',
	'/apps',
	'/connections',
	'/capture',
	'/interfaces',
	'/routing',
	'/protocols',
	'/firewall',
	'/system',
	'/share',
] as const;

export type PagePath = '/' | (typeof paths)[number];

/**
 * A page's address. `fragment` is the link that is shown, `#s=...`, kept so that a reload shows it again; or empty.
 * `query` is the page's own state, `q=...`.
 */
export function hrefOf(path: PagePath, fragment: string, query = ''): ResolvedPathname {
	const search = query === '' ? path : (`${path}?${query}` as const);
	return fragment === '' ? resolve(search) : resolve(`${search}#${fragment.slice(1)}`);
}

/** The query that filters a page by a text. */
export const filtered = (text: string): string => `q=${encodeURIComponent(text)}`;

/** In the rail a group of their own; on a phone behind "More". */
const BEHIND = { group: 1, more: true } as const;

/** The pages in the order of the rail. */
export function pagesOf(findings: number, fragment: string): readonly FramePage[] {
	const href = (path: PagePath) => hrefOf(path, fragment);
	return [
		{ href: href('/'), title: 'Start', icon: 'phone', key: 's' },
		{
			href: href('/overview'),
			title: 'Overview',
			icon: 'overview',
			key: 'o',
			...(findings > 0 && { badge: findings }),
		},
		{ href: href('/apps'), title: 'Apps', icon: 'apps', key: 'a' },
		{ href: href('/connections'), title: 'Connections', icon: 'connections', key: 'c' },
		{ href: href('/capture'), title: 'Capture', icon: 'capture', key: 'p' },
		{
			...{ href: href('/interfaces'), title: 'Interfaces', icon: 'interfaces', key: 'i' },
			...BEHIND,
		},
		{ ...{ href: href('/routing'), title: 'Routing', icon: 'routing', key: 'r' }, ...BEHIND },
		{ ...{ href: href('/protocols'), title: 'Protocols', icon: 'protocols', key: 't' }, ...BEHIND },
		{ ...{ href: href('/firewall'), title: 'Firewall', icon: 'firewall', key: 'f' }, ...BEHIND },
		{ ...{ href: href('/system'), title: 'System', icon: 'system', key: 'y' }, ...BEHIND },
		{ href: href('/share'), title: 'Share', icon: 'share', key: 'h', group: 2 },
	];
}

/** The page of a route; Start for a route that is not in the rail. */
export function pathOf(route: string | null): PagePath {
	return paths.find((path) => path === route) ?? '/';
}
