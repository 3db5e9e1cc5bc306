import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { PacketWay } from '../model/packetWay.ts';
import type { IpFamily, Routing } from '../model/routing.ts';
import { uid } from '../model/uid.ts';
import { probes } from '../probes/index.ts';
import { readAnswer } from '../probes/probe.ts';
import { neighboursSeen } from './neighboursSeen.ts';
import { netdMark } from './netdMark.ts';
import { wayOf } from './packetWay.ts';
import { routingFactsOf } from './routingFacts.ts';

const phones = new URL('../../../tests/fixtures/phones/', import.meta.url);

function answerOf<Id extends 'routing' | 'links' | 'neighbours'>(phone: string, id: Id) {
	const text = readFileSync(new URL(`${phone}/${id}.txt`, phones), 'utf8');
	return { id, text };
}

function routingOf(phone: string): Routing {
	const outcome = readAnswer(probes.routing, answerOf(phone, 'routing').text);
	if (outcome.kind !== 'ok') throw new Error(phone);
	return outcome.value;
}

function linksOf(phone: string) {
	const outcome = readAnswer(probes.links, answerOf(phone, 'links').text);
	return outcome.kind === 'ok' ? outcome.value : [];
}

const factsOf = (phone: string, sdk?: number) =>
	routingFactsOf(routingOf(phone), linksOf(phone), sdk);

function wayOfApp(phone: string, app: number, destination: string): PacketWay {
	const facts = factsOf(phone);
	const family: IpFamily = destination.includes(':') ? 6 : 4;
	const mark = netdMark(facts, uid(app), family);
	return wayOf(routingOf(phone), { family, destination, uid: uid(app), mark });
}

function decided({ steps, end }: PacketWay): string {
	const rule = steps.at(-1)?.rule.priority ?? '-';
	if (end.kind === 'leaves')
		return `${rule} ${end.hop.device ?? ''} ${end.hop.gateway ?? ''}`.trim();
	return `${rule} ${end.kind === 'refused' ? end.how : end.kind}`;
}

describe('an Android 14 phone on Wi-Fi', () => {
	const facts = factsOf('pixel-14', 34);

	test('its rules have the names of Android 13 on', () => {
		expect(facts.era).toBe('13');
		const kinds = facts.rules.filter(({ rule }) => rule.family === 6).map(({ kind }) => kind);
		expect(kinds).toEqual([
			...['local', 'system-override', 'uid-explicit', 'explicit', 'explicit', 'explicit'],
			...['uid-implicit', 'implicit', 'uid-default', 'default', 'unreachable'],
		]);
		expect(facts.rules.find(({ rule }) => rule.priority === 16000)?.mark).toBe(
			'the network of tethered devices, chosen by the app',
		);
	});

	test('tables are networks: the default one first, mobile data for the system alone', () => {
		const shown = facts.tables.map(({ title, netId, permission }) => [title, netId, permission]);
		expect(shown.slice(0, 2)).toEqual([
			['wlan0', 102, undefined],
			['rmnet1', 100, 'with the system’s rights'],
		]);
		expect(facts.tables[0]?.isDefault).toEqual([4, 6]);
		expect(facts.tables.map(({ title }) => title)).toContain('wlan0, links only');
	});

	test('an app leaves by Wi-Fi, on its network; one app has a default of its own', () => {
		expect(decided(wayOfApp('pixel-14', 10121, '8.8.8.8'))).toBe('23000 wlan0 192.168.1.1');
		expect(decided(wayOfApp('pixel-14', 10121, '192.168.1.1'))).toBe('23000 wlan0');
		expect(decided(wayOfApp('pixel-14', 10121, '127.0.0.1'))).toBe('0 local');
		expect(decided(wayOfApp('pixel-14', 10142, '2001:db8:f::1'))).toBe('22045 rmnet1 fe80::1');
	});

	test('nothing is to be warned of', () => {
		expect(facts.warnings).toEqual([]);
	});
});

describe('a locked VPN that leaves out one app', () => {
	const facts = factsOf('rooted-13', 33);

	test('whom it covers', () => {
		expect(facts.vpns).toEqual([
			{
				...{ table: '1033', title: 'tun0', secure: true },
				uids: [
					{ first: 0, last: 10199 },
					{ first: 10201, last: 99999 },
				],
			},
		]);
		expect(facts.locked.map(({ first }) => first)).toEqual([1, 10201]);
		expect(facts.tables[0]).toMatchObject({ title: 'tun0', isVpn: true, splitDefault: true });
		expect(facts.warnings.map(({ title }) => title)).toEqual(['The VPN is locked']);
	});

	test('a covered app goes through it, the other one beside it', () => {
		expect(decided(wayOfApp('rooted-13', 10121, '8.8.8.8'))).toBe('13000 tun0');
		expect(decided(wayOfApp('rooted-13', 10200, '8.8.8.8'))).toBe('23000 wlan0 10.44.0.1');
	});

	test('without the tunnel’s routes nothing leaves', () => {
		const routing = routingOf('rooted-13');
		const bare = { ...routing, routes: routing.routes.filter(({ table }) => table !== '1033') };
		const asked = { family: 4, destination: '8.8.8.8', uid: uid(10121), mark: 100 } as const;
		expect(decided(wayOf(bare, asked))).toBe('14000 prohibit');
	});
});

test('Android 9 shares mobile data, and its tethered devices go there', () => {
	const facts = factsOf('old-9', 28);
	expect(facts.era).toBe('5-11');
	expect(facts.tethers).toEqual([{ from: 'rndis0', table: '1005', title: 'ccmni0' }]);
	expect(facts.warnings.map(({ title }) => title)).toEqual(['Shared by rndis0']);
	const asked = { family: 4, destination: '8.8.8.8', uid: uid(0), mark: 0, iif: 'rndis0' } as const;
	expect(decided(wayOf(routingOf('old-9'), asked))).toBe('18000 ccmni0 100.64.9.6');
});

test('a VPN for one app on Android 7, without IPv6 and without a lock', () => {
	const facts = factsOf('oneplus-7', 25);
	expect(facts.vpns[0]).toMatchObject({ title: 'ppp0', secure: true });
	expect(facts.warnings.map(({ title }) => title)).toEqual(['The VPN ppp0 is not locked']);
	expect(decided(wayOfApp('oneplus-7', 10077, '8.8.8.8'))).toBe('12000 ppp0 172.16.0.1');
	expect(decided(wayOfApp('oneplus-7', 10078, '8.8.8.8'))).toBe('19000 wlan0 192.168.0.1');
});

test('IPv6 beside a VPN is seen', () => {
	const routing = routingOf('pixel-14');
	const rules = ([4, 6] as const).map((family) => ({
		...{ family, priority: 13000, inverted: false, from: undefined, to: undefined, oif: undefined },
		...{ mark: { value: 0, mask: 0x2_0000 }, iif: 'lo', uids: { first: 0, last: 99_999 } },
		action: { kind: 'lookup', table: '1060', suppress: undefined } as const,
		...{ others: [], text: '' },
	}));
	const tunnel = routing.routes.filter(({ table, family }) => table === '1047' && family === 4);
	const leaking: Routing = {
		...routing,
		rules: [...routing.rules, ...rules].toSorted((one, other) => one.priority - other.priority),
		routes: [...routing.routes, ...tunnel.map((route) => ({ ...route, table: '1060' }))],
	};
	const facts = routingFactsOf(leaking, [], 34);
	expect(facts.warnings.map(({ title, tone }) => [tone, title])).toContainEqual([
		...['danger', 'IPv6 goes beside the VPN'],
	]);
});

test('rules of others have no name of netd’s', () => {
	const foreign = factsOf('emulator-16', 36).rules.filter(({ kind }) => kind === 'foreign');
	expect(foreign.map(({ rule }) => rule.priority)).toEqual([31500, 31600, 31700]);
});

test('gateways come first; three addresses with one hardware address are told', () => {
	const outcome = readAnswer(probes.neighbours, answerOf('rooted-13', 'neighbours').text);
	const rows = neighboursSeen(outcome.kind === 'ok' ? outcome.value : [], routingOf('rooted-13'));
	expect(rows.map(({ address, gateway, alsoAt }) => [address, gateway, alsoAt.length])).toEqual([
		['10.44.0.1', true, 2],
		['10.44.0.7', false, 2],
		['10.44.0.8', false, 2],
		['10.44.0.9', false, 0],
	]);
});

test('rules without any route, as some files have them, are no dead end', () => {
	const routing = routingOf('pixel-14');
	expect(routingFactsOf({ ...routing, routes: [] }, [], 34).warnings).not.toContainEqual(
		expect.objectContaining({ title: 'No way out' }),
	);
});
