// What a person reads: the capture in a few lines, its largest flows, its first DNS messages.
import { serviceTitle } from '#lib/model/serviceWords.ts';
import type { Endpoint } from '#lib/model/endpoint.ts';
import type { DnsMessage, Flow } from '#lib/model/flow.ts';
import type { Decoded } from './read.ts';
import { isoTime } from './time.ts';
import { protocolWord, STOPPED } from './words.ts';

const TOP_FLOWS = 20;
const FIRST_MESSAGES = 20;
/** Longest cell of a table. */
const WIDEST = 60;

export async function* reportOf(decoded: Decoded): AsyncGenerator<string, void> {
	const { summary, capture, reader } = decoded;
	yield summaryOf(decoded);
	const flows = await capture.views.largest(TOP_FLOWS);
	if (flows.length > 0) {
		yield `\n${shown(flows.length, summary.flows, 'flow')}, most bytes first\n`;
		yield tableOf(FLOW_TITLES, flows.map(flowCells));
	}
	const messages = capture.flows.dns(0, FIRST_MESSAGES);
	if (messages.length > 0) {
		const time = (index: number): string =>
			isoTime(reader.epoch(), reader.nanosOf('dns', index))?.slice(11, -4) ?? '';
		yield `\n${shown(messages.length, summary.dns, 'DNS message')}, oldest first\n`;
		yield tableOf(
			DNS_TITLES,
			messages.map((message, index) => [time(index), ...dnsCells(message)]),
		);
	}
}

const counted = (count: number, noun: string): string =>
	`${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

const shown = (rows: number, all: number, noun: string): string =>
	rows === all ? counted(all, noun) : `${rows} of ${counted(all, noun)}`;

function summaryOf({ summary, reader }: Decoded): string {
	const { firstNanos, lastNanos, tls, http } = reader.status();
	const time = (nanos: number | undefined): string =>
		nanos === undefined ? 'no time' : (isoTime(reader.epoch(), nanos) ?? 'no time');
	const { stop } = summary;
	const lines = [
		`${summary.format ?? 'no capture'}, link types ${summary.linkTypes.join(', ') || 'none'}`,
		`${counted(summary.packets, 'packet')}, ${counted(summary.bytes, 'byte')} on the wire`,
		`${time(firstNanos)} to ${time(lastNanos)}`,
		[
			counted(summary.flows, 'flow'),
			counted(summary.dns, 'DNS message'),
			counted(tls, 'handshake'),
			counted(http, 'HTTP request'),
		].join(', '),
		...noteOf(summary.cut, 'packet', 'stored shorter than on the wire'),
		...noteOf(summary.undecoded, 'packet', 'without a readable IP header'),
		...noteOf(summary.stopped ?? 0, 'packet', 'not readable to the end'),
		...noteOf(summary.evicted, 'flow or name', 'left out for want of room'),
		...noteOf(summary.damages ?? 0, 'damaged place', 'passed over'),
		...(stop === undefined
			? []
			: [`Stopped at byte ${stop.offset.toLocaleString('en')}: ${STOPPED[stop.reason]}.`]),
	];
	return `${lines.join('\n')}\n`;
}

const noteOf = (count: number, noun: string, what: string): readonly string[] =>
	count === 0 ? [] : [`${counted(count, noun)} ${what}`];

const FLOW_TITLES = ['proto', 'from', 'to', 'packets', 'bytes', 'service', 'name'];

const endText = ({ address, port }: Endpoint): string =>
	port === 0 ? address : `${address.includes(':') ? `[${address}]` : address}:${port}`;

/** A question mark behind what only the port says. */
const serviceText = ({ service }: Flow): string =>
	service === undefined ? '' : `${serviceTitle(service.name)}${service.by === 'port' ? '?' : ''}`;

function flowCells(flow: Flow): readonly string[] {
	const [name] = flow.names;
	return [
		protocolWord(flow.protocol),
		endText(flow.a),
		endText(flow.b),
		flow.packets.map((packets) => packets.toLocaleString('en')).join(' / '),
		flow.bytes.map((bytes) => bytes.toLocaleString('en')).join(' / '),
		serviceText(flow),
		name === undefined ? '' : `${name.name} (${name.from})`,
	];
}

const DNS_TITLES = ['time', 'id', 'question', 'type', 'code', 'answers'];

function dnsCells({ id, kind, question, type, rcode, answers }: DnsMessage): readonly string[] {
	const said = answers.map((answer) => `${answer.type} ${answer.value}`).join(', ');
	return [String(id), question, String(type), kind === 'response' ? String(rcode) : '?', said];
}

const short = (text: string): string =>
	text.length > WIDEST ? `${text.slice(0, WIDEST - 3)}...` : text;

function tableOf(titles: readonly string[], rows: readonly (readonly string[])[]): string {
	const lines = [titles, ...rows].map((row) => row.map(short));
	const widths = titles.map((_, column) =>
		Math.max(...lines.map((row) => row[column]?.length ?? 0)),
	);
	const text = lines.map((row) =>
		row
			.map((cell, column) => cell.padEnd(widths[column] ?? 0))
			.join('  ')
			.trimEnd(),
	);
	return `${text.join('\n')}\n`;
}
