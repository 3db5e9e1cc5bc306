import type { CaptureOptions } from '#lib/ports/device.ts';

const KEY = 'porthole.capture';

/** What was chosen for the last capture on this computer, and how to keep the next choice. */
export function rememberedChoice(): CaptureOptions & { keep(options: CaptureOptions): void } {
	return { ...read(), keep };
}

function keep(options: CaptureOptions): void {
	localStorage.setItem(KEY, JSON.stringify(options));
}

function read(): CaptureOptions {
	const nothing = { interface: '', filter: '' };
	if (typeof localStorage === 'undefined') return nothing;
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
		if (typeof kept !== 'object' || kept === null) return nothing;
		return { interface: text(kept, 'interface'), filter: text(kept, 'filter') };
	} catch {
		return nothing;
	}
}

function text(from: object, key: string): string {
	const value: unknown = Reflect.get(from, key);
	return typeof value === 'string' ? value : '';
}
