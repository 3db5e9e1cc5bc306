import { canonicalAddress } from '../base/ipText.ts';
import type { Endpoint } from '../model/endpoint.ts';

/**
 * An end of a socket as `netstat` and `ss` print it, numeric: `192.0.2.1:443`, `[::]:*`, `::ffff:192.0.2.1:443`,
 * `192.0.2.1%wlan0:68`, `*:53`. Any port is 0. Undefined for what was cut short or printed as a name.
 */
export function printedEndpoint(text: string, any: string): Endpoint | undefined {
	const colon = text.lastIndexOf(':');
	const port = portOf(text.slice(colon + 1));
	const host = text.slice(0, Math.max(0, colon));
	const [bare = ''] = host.replace(/[[\]]/g, '').split('%', 1);
	const address = bare === '*' ? any : canonicalAddress(bare);
	if (address === undefined || port === undefined) return undefined;
	return { address, port };
}

function portOf(text: string): number | undefined {
	if (text === '*') return 0;
	const port = /^\d{1,5}$/.test(text) ? Number(text) : undefined;
	return port !== undefined && port < 65_536 ? port : undefined;
}
