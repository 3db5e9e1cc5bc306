import { browser } from '$app/env';
import { goto } from '$app/navigation';
import { page } from '$app/state';
import { SvelteURLSearchParams } from 'svelte/reactivity';
import type { Sort } from '#lib/ui/shared/column.ts';

/**
 * What a page keeps in the address bar: the filter, the open row, the order. So back, reload and bookmark bring it
 * back. Hostile, as every address is: compared, never executed. Empty while prerendering, where there is no address.
 */
export class Address {
	get filter(): string {
		return this.#get('q');
	}

	set filter(text: string) {
		this.#set('q', text, true);
	}

	/** Key of the row that stands open; empty for none. */
	get open(): string {
		return this.#get('open');
	}

	set open(key: string) {
		this.#set('open', key, false);
	}

	/** The order of the page's table, written `column` or `-column` (descending). */
	sort(otherwise: Sort): Sort {
		const text = this.#get('sort');
		if (text === '') return otherwise;
		const descending = text.startsWith('-');
		return { column: descending ? text.slice(1) : text, descending };
	}

	setSort({ column, descending }: Sort): void {
		this.#set('sort', descending ? `-${column}` : column, true);
	}

	#get(name: string): string {
		return browser ? (page.url.searchParams.get(name) ?? '') : '';
	}

	#set(name: string, value: string, replace: boolean): void {
		const query = new SvelteURLSearchParams(page.url.search);
		if (value === '') query.delete(name);
		else query.set(name, value);
		void goto(`?${query.toString()}${page.url.hash}`, { replace, reset: false });
	}
}
