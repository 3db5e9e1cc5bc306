import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exampleSnapshot } from '../../../tests/fixtures/snapshots.ts';
import { reread } from '#lib/probes/reread.ts';
import type { Snapshot } from '#lib/model/snapshot.ts';
import { uid } from '#lib/model/uid.ts';
import { endWords, itemsOf, stepWords } from '#lib/ui/routing/wayWords.ts';
import { namedWay, neighboursOf, routingViewOf, type Sender } from './routingView.ts';

const phones = new URL('../../../tests/fixtures/phones/', import.meta.url);

/** The example phone with another one's rules and tables. */
function withRoutingOf(phone: string): Snapshot {
	const snapshot = exampleSnapshot();
	const raw = readFileSync(new URL(`${phone}/routing.txt`, phones), 'utf8');
	const said = {
		probe: 'routing',
		at: 0,
		duration: 0,
		command: '',
		exit: 0,
		stderr: '',
		raw,
	} as const;
	const routing = reread('routing', { ...said, outcome: { kind: 'ok' } });
	return { ...snapshot, readings: { ...snapshot.readings, routing } };
}

function wayIn(snapshot: Snapshot, sender: Sender, destination: string) {
	const view = routingViewOf(snapshot);
	const way = view && namedWay(view, sender, destination);
	if (way === undefined) throw new Error('no way');
	return way;
}

const app = (of: number): Sender => ({ kind: 'app', uid: uid(of) });

test('a person reads which rules were passed over, which one decided, and who the gateway is', () => {
	const way = wayIn(exampleSnapshot(), app(10121), '198.51.100.10');
	expect(way.mark).toBe('network 102');
	expect(
		itemsOf(way).map((item) =>
			item.kind === 'skipped' ? item.steps.length : item.step.named.title,
		),
	).toEqual([
		...['The phone itself', 8, 'Old routes of the system', 'Old routes of apps'],
		...['Tethered devices', 'Network the socket already has'],
	]);
	expect(way.steps.map(stepWords)).toEqual(
		expect.arrayContaining([
			'asks for another mark: not chosen by the app, with the system’s rights',
			'is for sockets bound to wlan0',
			'the table of wlan0 knows the way',
		]),
	);
	expect(endWords(way.end)).toEqual([
		'Leaves by wlan0',
		'To the gateway 192.168.178.1, which passes it on.',
	]);
	expect(way.neighbour).toMatchObject({ mac: '02:00:5e:00:53:01', state: 'reachable' });
});

test('what a locked VPN refuses, what stays on the phone, what a tethered device takes', () => {
	const locked = withRoutingOf('rooted-13');
	expect(endWords(wayIn(locked, app(10121), '8.8.8.8').end)[0]).toBe('Leaves by tun0');
	expect(endWords(wayIn(locked, app(10121), '2001:db8::1').end)[0]).toBe('Goes nowhere');
	expect(endWords(wayIn(locked, app(10121), '10.44.0.30').end)[0]).toBe('Stays on the phone');
	const tethered: Sender = { kind: 'tethered', uid: uid(0), iif: 'rndis0' };
	expect(endWords(wayIn(withRoutingOf('old-9'), tethered, '8.8.8.8').end)[0]).toBe(
		'Leaves by ccmni0',
	);
});

test('a name is no destination, and a snapshot without rules has no view', () => {
	const snapshot = exampleSnapshot();
	const view = routingViewOf(snapshot);
	expect(view && namedWay(view, app(10121), 'www.example.com')).toBeUndefined();
	const { neighbours } = snapshot.readings;
	const readings = neighbours === undefined ? {} : { neighbours };
	expect(routingViewOf({ ...snapshot, readings })).toBeUndefined();
	expect(neighboursOf({ ...snapshot, readings }).some(({ gateway }) => gateway)).toBe(false);
});
