/** The HTTP/1 messages of a capture as tshark 4.0 reads them. */
import { childrenOf, lastOf, packetTrees, subtreesOf, valueOf, type Node } from './tsharkTree.ts';

export interface Request {
	readonly method: string;
	readonly target: string;
	readonly host: string;
	readonly userAgent: string;
}

export interface Response {
	readonly status: string;
	readonly contentType: string;
}

/** What was said in the connections between two ends, in order. */
export interface Conversation {
	readonly requests: Request[];
	readonly responses: Response[];
}

/** By both ends, in a fixed order. */
export type Conversations = Map<string, Conversation>;

/** An ICMP error quotes what was on the wire before. */
const FILTER = 'http && tcp && !icmp && !icmpv6';

export async function askHttp(path: string): Promise<Conversations> {
	const conversations: Conversations = new Map();
	for (const packet of await packetTrees(path, FILTER, 'ip ipv6 tcp http')) {
		const conversation = conversationOf(conversations, endsOf(packet));
		for (const message of childrenOf(packet, 'http')) read(conversation, message);
	}
	return conversations;
}

/** That of both `ends`, made where there is none. */
export function conversationOf(
	conversations: Conversations,
	ends: readonly string[],
): Conversation {
	const key = [...ends].sort().join(' ');
	const conversation = conversations.get(key) ?? { requests: [], responses: [] };
	conversations.set(key, conversation);
	return conversation;
}

/** Of the innermost packet. */
function endsOf(packet: Node): readonly string[] {
	const tcp = childrenOf(packet, 'tcp').at(-1) ?? '';
	const version = lastOf(packet, ['ip', 'ipv6']);
	const ip = childrenOf(packet, version).at(-1) ?? '';
	return ['src', 'dst'].map(
		(side) => `${valueOf(ip, `${version}.${side}`)} ${valueOf(tcp, `tcp.${side}port`)}`,
	);
}

/** Interim responses (RFC 9110 15.2) are none that a request waits for, but for another protocol. */
function read({ requests, responses }: Conversation, message: Node): void {
	for (const line of subtreesOf(message)) {
		const method = valueOf(line, 'http.request.method');
		const status = valueOf(line, 'http.response.code');
		if (method !== '') {
			requests.push({
				method,
				target: valueOf(line, 'http.request.uri'),
				host: valueOf(message, 'http.host'),
				userAgent: valueOf(message, 'http.user_agent'),
			});
		}
		if (status === '101' || Number(status) >= 200)
			responses.push({ status, contentType: valueOf(message, 'http.content_type') });
	}
}
