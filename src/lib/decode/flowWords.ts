import type { ServiceName } from '../model/service.ts';
import { serviceTitle } from '../model/serviceWords.ts';

/** What an app is called; one without a name goes by its uid. */
export const appName = (uid: number, apps: ReadonlyMap<number, string>): string =>
	apps.get(uid) ?? `uid ${uid}`;

/** A service as it is written and as people call it: what it is found by. */
export const serviceText = (name: ServiceName): string => `${name} ${serviceTitle(name)}`;

const DOTTED_QUAD = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** Orders IPv4 addresses by their numbers (10.0.0.9 before 10.0.0.10), everything else by its letters. */
export function addressSortKey(text: string): string {
	if (!DOTTED_QUAD.test(text)) return text;
	return text
		.split('.')
		.map((part) => part.padStart(3, '0'))
		.join('.');
}
