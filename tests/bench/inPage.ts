// Functions that run in the page or in its decoding thread. Each stands for itself: it sees nothing of this file
// but the globals, in which one call leaves what the next one needs.

/** Milliseconds since the click. */
export interface ConnectTimes {
	/** Until the Start page shows the phone as connected. */
	readonly ready: number;
	/** Until the Apps page shows the app with its name and an amount received. */
	readonly apps: number;
}

/** A row of the flow table: when its first packet was seen and when it came into the page, in epoch milliseconds. */
export interface RowSeen {
	readonly first: number;
	readonly shown: number;
}

/** Bytes of a live capture as they reached the decoding thread. */
export interface Arrival {
	/** Epoch milliseconds. */
	readonly at: number;
	/** Milliseconds until the thread had recorded and decoded them. */
	readonly taken: number;
	readonly bytes: Uint8Array;
}

declare global {
	/** What `watchRows` saw, by the row's own words; undefined for rows that stood there before. */
	var benchRows: Map<string, RowSeen | undefined> | undefined;
	/** What `tapCapture` heard. */
	var benchArrivals: Arrival[] | undefined;
}

/**
 * Clicks Connect, clicks Apps as soon as the phone is ready, and waits for the row of an app. Looks after every
 * change of the document, so that a time is that of the change itself.
 */
export function timeToApps(wanted: {
	readonly serial: string;
	readonly uid: number;
	readonly app: string;
	readonly patience: number;
}): Promise<ConnectTimes> {
	const wordsOf = (element: Element): string => element.textContent.trim();
	const button = (name: string): HTMLButtonElement | undefined =>
		[...document.querySelectorAll('button')].find((one) => wordsOf(one) === name);
	const cellsOf = (row: Element): string[] =>
		[...row.querySelectorAll('[role=gridcell]')].map(wordsOf);
	const isThere = (): boolean => {
		const titles = [...document.querySelectorAll('[role=columnheader]')].map(wordsOf);
		return [...document.querySelectorAll('[role=row]')].map(cellsOf).some((cells) => {
			const app = cells[titles.indexOf('App')]?.replace(/\s/g, '');
			return (
				app === `${wanted.app}${wanted.uid}` && /\d/.test(cells[titles.indexOf('Received')] ?? '')
			);
		});
	};
	return new Promise((resolve, reject) => {
		const links = document.querySelectorAll<HTMLElement>('nav[aria-label=Pages] a');
		const apps = [...links].find((link) => wordsOf(link) === 'Apps');
		const connect = button(`Connect …${wanted.serial.slice(-4)} again`);
		if (apps === undefined || connect === undefined) throw new Error('this is not the Start page');
		let ready: number | undefined;
		const changes = new MutationObserver(() => {
			const now = performance.now() - started;
			if (ready === undefined) {
				if (button('Disconnect') === undefined) return;
				ready = now;
				apps.click();
			} else if (isThere()) {
				changes.disconnect();
				clearTimeout(giveUp);
				resolve({ ready, apps: now });
			}
		});
		const giveUp = setTimeout(() => {
			changes.disconnect();
			reject(new Error(`no row of ${wanted.uid}; the page says: ${document.body.innerText}`));
		}, wanted.patience);
		changes.observe(document.body, { subtree: true, childList: true, characterData: true });
		const started = performance.now();
		connect.click();
	});
}

/** Notes every row that comes into the flow table from now on. */
export function watchRows(): void {
	const seen = new Map<string, RowSeen | undefined>();
	globalThis.benchRows = seen;
	/** The last moment of that time of day. */
	const momentOf = (time: string): number => {
		const [hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = time.split(/[:.]/).map(Number);
		const moment = new Date();
		moment.setHours(hours, minutes, seconds, milliseconds);
		if (moment.getTime() > Date.now() + 60_000) moment.setDate(moment.getDate() - 1);
		return moment.getTime();
	};
	const look = (before: boolean): void => {
		const shown = Date.now();
		const titles = [...document.querySelectorAll('[role=columnheader]')].map((title) =>
			title.textContent.trim(),
		);
		for (const row of document.querySelectorAll('[role=row]')) {
			const cells = [...row.querySelectorAll('[role=gridcell]')];
			const textIn = (title: string): string =>
				cells[titles.indexOf(title)]?.textContent.trim() ?? '';
			// Names and counters of a flow change; these two do not.
			const key = `${textIn('First seen')} ${textIn('Protocol')}`;
			if (!/^\d\d:\d\d:\d\d\.\d{3} ./.test(key) || seen.has(key)) continue;
			seen.set(key, before ? undefined : { first: momentOf(textIn('First seen')), shown });
		}
	};
	look(true);
	const changes = new MutationObserver(() => {
		look(false);
	});
	changes.observe(document.body, { subtree: true, childList: true, characterData: true });
}

export function rowsSeen(): RowSeen[] {
	return [...(globalThis.benchRows?.values() ?? [])].filter((row) => row !== undefined);
}

/** In the decoding thread: notes when bytes of a live capture arrive, and how long the thread's own listener takes. */
export function tapCapture(): void {
	const arrivals: Arrival[] = [];
	globalThis.benchArrivals = arrivals;
	const handler = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
	Object.defineProperty(MessagePort.prototype, 'onmessage', {
		...handler,
		set(this: MessagePort, listener: MessagePort['onmessage']) {
			const timed = (event: MessageEvent<{ bytes?: Uint8Array }>): void => {
				const at = Date.now();
				const bytes = event.data.bytes?.slice();
				const began = performance.now();
				listener?.call(this, event);
				const taken = performance.now() - began;
				if (bytes !== undefined) arrivals.push({ at, taken, bytes });
			};
			handler?.set?.call(this, listener === null ? null : timed);
		},
	});
}

export function arrivalsHeard(): Arrival[] {
	return globalThis.benchArrivals ?? [];
}
