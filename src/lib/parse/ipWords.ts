import { octetsOf } from '../base/ipOctets.ts';
import type { IpFamily, Prefix, TableId } from '../model/routing.ts';
import { decimal, isRemark } from './text.ts';

/** Names that every system has (`/etc/iproute2/rt_tables`) and netd's own (AOSP `RouteController.h`). */
const TABLES: Readonly<Record<string, TableId>> = {
	local: '255',
	main: '254',
	default: '253',
	local_network: '97',
	legacy_network: '98',
	legacy_system: '99',
};

/** The number of a table by its name, where the name alone tells it; otherwise what the phone said. */
export function tableId(said: string): TableId {
	return (Object.hasOwn(TABLES, said) ? TABLES[said] : undefined) ?? said;
}

/** Bits of an address. */
export const widthOf = (family: IpFamily): number => (family === 4 ? 32 : 128);

/** `default`, `192.0.2.1`, `2001:db8::/32` as a prefix; undefined where it is none, or one of the other family. */
export function prefixOf(text: string, family: IpFamily): Prefix | undefined {
	if (text === 'default' || text === 'any') {
		return { address: family === 4 ? '0.0.0.0' : '::', length: 0 };
	}
	const [address = '', bits, ...more] = text.split('/');
	const length = bits === undefined ? widthOf(family) : decimal(bits);
	const octets = octetsOf(address);
	if (octets?.length !== widthOf(family) / 8 || more.length > 0) return undefined;
	return length === undefined || length > widthOf(family) ? undefined : { address, length };
}

/** What `ip` prints that is no row: its complaints, and the prompt or the comment of who wrote a text down. */
export function isIpRemark(line: string): boolean {
	return (
		/^(?:RTNETLINK answers|Dump terminated|Cannot |Error:|#|ip: )/.test(line) || isRemark(line)
	);
}
