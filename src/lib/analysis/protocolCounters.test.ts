import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { probes } from '../probes/index.ts';
import { readAnswer } from '../probes/probe.ts';
import { exampleSnapshot } from '../../../tests/fixtures/snapshots.ts';
import { meaningOf } from './protocolCounters.ts';
import { protocolsOf } from './protocolsSeen.ts';

const phones = new URL('../../../tests/fixtures/phones/', import.meta.url);

test.each(['kitkat-4.4', 'oneplus-7', 'pixel-14', 'emulator-16'])(
	'every counter of %s has a meaning',
	(phone) => {
		const text = readFileSync(new URL(`${phone}/protocols.txt`, phones), 'utf8');
		const outcome = readAnswer(probes.protocols, text);
		const groups = outcome.kind === 'ok' ? outcome.value.groups : [];
		const unknown = groups.flatMap(({ name, counters }) =>
			counters.filter(({ id }) => meaningOf(name, id) === undefined).map(({ id }) => id),
		);
		expect(groups.length).toBeGreaterThan(10);
		expect(unknown).toEqual([]);
	},
);

test.each([
	['Tcp', 'TcpRetransSegs', 'loss', 'bad'],
	['Udp6', 'Udp6RcvbufErrors', 'pressure', 'bad'],
	['Udp', 'UdpNoPorts', 'reach', 'depends'],
	['Ip', 'IpInDelivers', 'success', 'good'],
	['TcpExt', 'TcpExtTCPMemoryPressures', 'pressure', 'bad'],
	['FRAG6', 'FRAG6 memory', 'pressure', 'depends'],
	['FRAG', 'FRAG inuse', 'loss', 'depends'],
	['softnet', 'softnet dropped', 'pressure', 'bad'],
	['Icmp6', 'Icmp6InType135', 'traffic', 'neutral'],
])('%s %s', (group, id, topic, growth) => {
	expect(meaningOf(group, id)).toMatchObject({ topic, growth });
});

test('a type of ICMP that nobody numbered, a name that objects have, a group of a maker', () => {
	expect(meaningOf('IcmpMsg', 'IcmpMsgOutType8')?.words).toBe('Sent: echo request (ping)');
	expect(meaningOf('IcmpMsg', 'IcmpMsgInType77')?.words).toBe('Received: type 77');
	expect(meaningOf('Tcp', 'Tcpconstructor')).toBeUndefined();
	expect(meaningOf('Vendor', 'VendorThings')).toBeUndefined();
});

describe('the protocols of a snapshot', () => {
	const seen = protocolsOf(exampleSnapshot());
	const counter = (id: string) => seen.counters.find((one) => one.id === id);

	test('show what was counted since boot and since connecting, and how fast', () => {
		const segments = counter('TcpInSegs');
		expect(segments?.value).toBe(173 * 6120);
		expect(segments?.change).toBeGreaterThan(200 * 50);
		expect(segments?.course.every((rate) => rate > 0)).toBe(true);
		expect(counter('TcpRtoMin')).toMatchObject({ value: 200, change: 0, gauge: true, course: [] });
	});

	test('judge a part by its whole', () => {
		const share = seen.shares.find(({ title }) => title === 'TCP sent again');
		expect(share?.sinceBoot).toBeCloseTo(41 / (5233 + 41), 5);
		expect(share?.sinceStart).toBeCloseTo(1.9 / (205 + 1.9), 3);
	});

	test('are charted over the watch, all series as long as the axis', () => {
		const [chart] = seen.charts;
		expect(chart?.series.map(({ label }) => label)).toContain('sent again');
		for (const { values } of chart?.series ?? [])
			expect(values).toHaveLength(chart?.at.length ?? 0);
	});

	test('without a watch are totals alone', () => {
		const still = protocolsOf({ ...exampleSnapshot(), watch: undefined });
		expect(still.charts).toEqual([]);
		expect(still.counters.find(({ id }) => id === 'TcpInSegs')?.change).toBeUndefined();
		expect(still.shares.every(({ sinceStart }) => sinceStart === undefined)).toBe(true);
	});

	test('a snapshot that was never asked has none', () => {
		expect(protocolsOf({ ...exampleSnapshot(), readings: {} }).counters).toEqual([]);
	});
});
