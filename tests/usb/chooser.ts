import type { Screen } from './screen.ts';

/**
 * Answers Chromium's own WebUSB chooser, in a browser that shows on `screen`: `ask` makes the page call
 * `requestDevice()`, then the first phone listed is picked, or the chooser dismissed.
 *
 * The chooser is drawn inside the browser's window and no protocol reaches it, so it is used as a person
 * without a mouse would: it opens with the focus on Cancel; two steps back is the list. Neither theme,
 * nor fonts, nor the place of the window matter. Every key must show on the screen, else this throws.
 */
export async function withChooser(
	screen: Screen,
	ask: () => Promise<unknown>,
	choice: 'pick' | 'dismiss',
): Promise<void> {
	await screen.changes(ask);
	const keys = choice === 'pick' ? ['shift+Tab', 'shift+Tab', 'Down', 'Return'] : ['Escape'];
	for (const key of keys) {
		await screen.press(key);
	}
}
