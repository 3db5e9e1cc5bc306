import type { DnsMessage } from '#lib/model/flow.ts';

/** What a capture holds, in words that two independent readers can be compared by. */
export interface Comparable {
	/** One line per pair of addresses, whatever they speak, sorted: what `tshark -z conv,ip` and ipv6 print. */
	readonly hosts: readonly string[];
	/** One line per TCP connection or UDP conversation, sorted: what `tshark -z conv` prints of it. */
	readonly conversations: readonly string[];
	/** The same with bytes to the last one, which that table rounds; undefined where packets are in packets. */
	readonly bytes: readonly string[] | undefined;
	/** One line per DNS message, in order of arrival. */
	readonly dns: readonly string[];
	/** One line per connection that named its server, sorted: ends, then the name. */
	readonly serverNames: readonly string[];
}

/** One direction of a conversation: where it starts, and what it carried. */
export interface Way {
	readonly from: string;
	readonly packets: number;
	readonly bytes: number | string;
}

/** Both ends as `address:port` with what each sent, in a fixed order. */
export function conversationLine(protocol: string, ...ways: readonly [Way, Way]): string {
	const words = ways.map(({ from, packets, bytes }) => `${from} sent ${packets}, ${bytes}`);
	return `${protocol} ${words.sort().join('; ')}`;
}

/** A size as tshark 4.0 rounds it in its tables (wsutil/str_util.c, format_size). */
export function roundedSize(bytes: number): string {
	if (bytes >= 10e6) return `${Math.floor(bytes / 1e6)} MB`;
	return bytes >= 10e3 ? `${Math.floor(bytes / 1e3)} kB` : `${bytes} bytes`;
}

/** A DNS message as both readers can tell it: without its time and flow. */
export function dnsLine(message: Omit<DnsMessage, 'at' | 'flow'>): string {
	const answers = message.answers.map(
		({ name, type, ttl, value }) => `${name} ${ttl} ${type} ${value}`,
	);
	const head = `${message.id} ${message.kind} ${message.rcode} ${message.question} ${message.type}`;
	return [head, ...answers].join('; ');
}

/** A name as it is kept: host characters as they are, every other byte as \ddd (RFC 4343 2.1). */
export function escapedName(name: string): string {
	return name.replace(
		/[^A-Za-z0-9._-]/g,
		(character) => `\\${character.charCodeAt(0).toString().padStart(3, '0')}`,
	);
}
