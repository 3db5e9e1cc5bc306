import { resolve } from '$app/paths';
import type { ResolvedPathname } from '$app/types';
import type { FramePage } from '#lib/ui/frame/frame.ts';

type PagePath = '/' | '/overview' | '/apps' | '/connections' | '/capture' | '/share';

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
		{ href: href('/share'), title: 'Share', icon: 'share', key: 'h', group: 1 },
	];
}

/** The page of a route; Start for a route that is not in the rail. */
export function pathOf(route: string | null): PagePath {
	const paths: readonly PagePath[] = ['/overview', '/apps', '/connections', '/capture', '/share'];
	return paths.find((path) => path === route) ?? '/';
}
