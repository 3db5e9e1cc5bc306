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
	/** The query on its way into the address bar: whoever types does not wait until it is there. */
	#coming = $state<string>();

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

	/** Which of the page's lists is shown; empty for the first. */
	get list(): string {
		return this.#get('list');
	}

	set list(id: string) {
		this.#set('list', id, true);
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

	get #query(): string {
		return this.#coming ?? page.url.search;
	}

	#get(name: string): string {
		return browser ? (new SvelteURLSearchParams(this.#query).get(name) ?? '') : '';
	}

	#set(name: string, value: string, replace: boolean): void {
		const query = new SvelteURLSearchParams(this.#query);
		if (value === '') query.delete(name);
		else query.set(name, value);
		const coming = `?${query.toString()}`;
		this.#coming = coming;
		void goto(`${coming}${page.url.hash}`, { replace, reset: false }).finally(() => {
			if (this.#coming === coming) this.#coming = undefined;
		});
	}
}
