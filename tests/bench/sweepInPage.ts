// A function that runs in the page. It stands for itself: it sees nothing of this file.

/** Milliseconds from the click on Connect. */
export interface SweepTimes {
	/** Until the Start page shows the phone as connected. */
	readonly ready: number;
	/** Until every question of every page is answered. */
	readonly answered: number;
}

/**
 * Clicks Connect and, once the phone is ready, goes through the pages so that each asks its questions; then through
 * them again, waiting at each until all of its answers are there.
 */
export async function timeSweep(wanted: {
	readonly serial: string;
	readonly pages: readonly string[];
	readonly patience: number;
}): Promise<SweepTimes> {
	const wordsOf = (element: Element | null): string => element?.textContent.trim() ?? '';
	const button = (name: string): HTMLButtonElement | undefined =>
		[...document.querySelectorAll('button')].find((one) => wordsOf(one) === name);
	const link = (name: string): HTMLElement | undefined =>
		[...document.querySelectorAll<HTMLElement>('nav[aria-label=Pages] a')].find(
			(one) => wordsOf(one) === name,
		);
	/** Looks after every change of the document, so that a time is that of the change itself. */
	const until = (what: string, isThere: () => boolean): Promise<void> =>
		new Promise((resolve, reject) => {
			const look = (): void => {
				if (!isThere()) return;
				changes.disconnect();
				clearTimeout(giveUp);
				resolve();
			};
			const changes = new MutationObserver(look);
			const giveUp = setTimeout(() => {
				changes.disconnect();
				reject(new Error(`no ${what}; the page says: ${document.body.innerText}`));
			}, wanted.patience);
			const all = { subtree: true, childList: true, characterData: true, attributes: true };
			changes.observe(document.body, all);
			look();
		});
	const openPage = async (name: string): Promise<void> => {
		link(name)?.click();
		await until(name, () => wordsOf(document.querySelector('h1')).startsWith(name));
		await until(`question of ${name}`, () => button('Ask again') !== undefined);
	};
	const isAnswered = (): boolean => button('Ask again')?.disabled === false;

	const connect = button(`Connect …${wanted.serial.slice(-4)} again`);
	if (connect === undefined) throw new Error('this is not the Start page');
	const started = performance.now();
	connect.click();
	await until('phone', () => button('Disconnect') !== undefined);
	const ready = performance.now() - started;
	for (const name of wanted.pages) await openPage(name);
	for (const name of wanted.pages) {
		await openPage(name);
		await until(`answers for ${name}`, isAnswered);
	}
	return { ready, answered: performance.now() - started };
}
