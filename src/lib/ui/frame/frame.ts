import type { ResolvedPathname } from '$app/types';
import type { IconName } from '#lib/ui/shared/icons.ts';
import { commonKeys, type KeyGroup } from '#lib/ui/shared/keyGroups.ts';

/** A page as the rail shows it. */
export interface FramePage {
	/** Where it is, resolved by the caller: the site may live under any path. */
	readonly href: ResolvedPathname;
	readonly title: string;
	readonly icon: IconName;
	/** The letter that goes there after `g`. */
	readonly key: string;
	/** How much on it wants to be looked at. */
	readonly badge?: number | undefined;
	/** Pages of one group stand together; a line parts the groups. */
	readonly group?: number | undefined;
	/** Not in the bar of a phone, but behind its "More". */
	readonly more?: boolean | undefined;
}

/** How long after `g` a letter still counts. */
const PATIENCE_MS = 1500;

export type KeyCommand =
	| { readonly kind: 'help' }
	| { readonly kind: 'go'; readonly page: FramePage }
	| { readonly kind: 'none' };

/** Understands the keys of the frame one by one: `?`, and `g` followed by the letter of a page. */
export class KeyReader {
	#goAt = -Infinity;

	/** `at` is the time of the key press in ms, on any clock that runs forward. */
	read(key: string, at: number, pages: readonly FramePage[]): KeyCommand {
		const going = at - this.#goAt <= PATIENCE_MS;
		this.#goAt = -Infinity;
		if (going) {
			const page = pages.find((candidate) => candidate.key === key.toLowerCase());
			if (page !== undefined) return { kind: 'go', page };
		}
		if (key === 'g') this.#goAt = at;
		return key === '?' ? { kind: 'help' } : { kind: 'none' };
	}
}

/** The list that `?` shows: the pages, then what works on all of them. */
export function keyGroups(pages: readonly FramePage[]): readonly KeyGroup[] {
	const go = pages.map(({ key, title }) => ({ keys: ['g', key], does: title }));
	return [{ title: 'Pages', keys: go }, ...commonKeys];
}

/** Pages in their groups, in the order given. */
export function grouped(pages: readonly FramePage[]): readonly (readonly FramePage[])[] {
	const groups = new Map<number, FramePage[]>();
	for (const page of pages) {
		const group = groups.get(page.group ?? 0);
		if (group === undefined) groups.set(page.group ?? 0, [page]);
		else group.push(page);
	}
	return [...groups.values()];
}
