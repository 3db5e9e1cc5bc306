/** Light or dark as the system says, or as the person said. */
export type Theme = 'auto' | 'light' | 'dark';

/** Also in static/theme.js, which applies the choice of an earlier visit before the page is painted. */
const STORAGE_KEY = 'porthole.theme';
const order: readonly Theme[] = ['auto', 'light', 'dark'];

/** The person's choice of light or dark, remembered in this browser. */
export class ThemeChoice {
	#theme = $state<Theme>('auto');

	get current(): Theme {
		return this.#theme;
	}

	/** Takes up the choice of an earlier visit, which the page already shows. Only in a browser. */
	restore(): void {
		const shown = document.documentElement.dataset['theme'];
		this.#theme = order.find((theme) => theme === shown) ?? 'auto';
	}

	/** The next of auto, light, dark. */
	turn(): void {
		const next = order[(order.indexOf(this.#theme) + 1) % order.length] ?? 'auto';
		this.#apply(next);
		write(next);
	}

	#apply(theme: Theme): void {
		this.#theme = theme;
		// app.css reads it; without the attribute the system decides.
		if (theme === 'auto') delete document.documentElement.dataset['theme'];
		else document.documentElement.dataset['theme'] = theme;
	}
}

function write(theme: Theme): void {
	try {
		localStorage.setItem(STORAGE_KEY, theme);
	} catch {
		// A browser that keeps nothing for this site: the choice lasts as long as the page.
	}
}
