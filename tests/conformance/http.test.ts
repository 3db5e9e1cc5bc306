import { expect, test } from 'vitest';
import type { CaptureReader } from '#lib/decode/reader.ts';
import { allHttp } from '../fixtures/httpCaptures.ts';
import { Agreement, idle, unexplained, type Explanation } from './agreement.ts';
import { readFile } from './ours.ts';
import { CAPTURES, forEachCaptureWith, whatIsMissing } from './realCaptures.ts';
import {
	askHttp,
	conversationOf,
	type Conversation,
	type Conversations,
	type Request,
	type Response,
} from './tsharkHttp.ts';

/** Why tshark 4.0 and we read messages differently. */
const DIFFERENCES: readonly Explanation[] = [
	{
		reason: 'the body does not come to its end: tshark waits for it, we read the head',
		fields: ['status', 'contentType'],
		files: [
			'nDPI/EAQ.pcap',
			'nDPI/exe_download.pcap',
			'nDPI/starcraft_battle.pcap',
			'zeek/content-range-gap-skip.pcap',
			'zeek/http-lower-case.pcap',
		],
	},
	{
		reason: 'on the port of SSH: tshark reads SSH there whatever it is',
		fields: ['method', 'target', 'host', 'userAgent'],
		files: ['zeek/http-to-ssh.pcap'],
	},
];

/** What every capture with a whole first line holds. */
const VERSIONS = ['HTTP/', 'http/'].map((text) => Buffer.from(text));

const missing = whatIsMissing();

test.skipIf(missing !== undefined)(
	'HTTP requests and responses are what tshark reads',
	{ timeout: 600_000 },
	async () => {
		const agreement = new Agreement();
		await forEachCaptureWith(VERSIONS, async (file) => {
			const theirs = await askHttp(CAPTURES + file);
			compare(agreement, file, conversationsOf(readFile(CAPTURES + file)), theirs);
		});
		console.log(`HTTP, agreement with tshark:\n${agreement.table}`);
		expect(unexplained(agreement.disagreements, DIFFERENCES)).toEqual([]);
		expect(idle(agreement.disagreements, DIFFERENCES)).toEqual([]);
		expect(agreement.compared('method')).toBeGreaterThan(100);
	},
);

/** Our exchanges in the same words. */
function conversationsOf(reader: CaptureReader): Conversations {
	const conversations: Conversations = new Map();
	for (const { flow, method, target, host, userAgent, status, contentType } of allHttp(reader)) {
		const { a, b } = reader.flow(flow);
		const ends = [a, b].map(({ address, port }) => `${address} ${port}`);
		const { requests, responses } = conversationOf(conversations, ends);
		if (method !== undefined) {
			const rest = { target: target ?? '', host: host ?? '', userAgent: userAgent ?? '' };
			requests.push({ method, ...rest });
		}
		if (status !== undefined)
			responses.push({ status: String(status), contentType: contentType ?? '' });
	}
	return conversations;
}

const NOTHING: Conversation = { requests: [], responses: [] };

function compare(
	agreement: Agreement,
	file: string,
	ours: Conversations,
	theirs: Conversations,
): void {
	for (const ends of new Set([...ours.keys(), ...theirs.keys()])) {
		const our = ours.get(ends) ?? NOTHING;
		const their = theirs.get(ends) ?? NOTHING;
		compareLists(agreement, file, our.requests, their.requests);
		compareLists(agreement, file, our.responses, their.responses);
	}
}

/** Field by field; what one has more than the other has empty fields there. */
function compareLists<T extends Request | Response>(
	agreement: Agreement,
	file: string,
	ours: readonly T[],
	theirs: readonly T[],
): void {
	const count = Math.max(ours.length, theirs.length);
	for (let index = 0; index < count; index += 1) {
		const our = new Map<string, string>(Object.entries(ours[index] ?? {}));
		const their = new Map<string, string>(Object.entries(theirs[index] ?? {}));
		for (const field of new Set([...our.keys(), ...their.keys()])) {
			const values = [our, their].map((message) => message.get(field) ?? '');
			const [one = '', other = ''] = values.map(comparable);
			agreement.note(file, field, one, other);
		}
	}
}

/** Long values we cut; what cannot be printed is written in two ways. */
const comparable = (text: string): string =>
	text.replace(/(\\\d{3})+|[^ -~]+|\\+/g, '?').slice(0, 400);
