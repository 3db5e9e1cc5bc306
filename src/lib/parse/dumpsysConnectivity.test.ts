import { expect, test } from 'vitest';
import { parseDumpsysConnectivity } from './dumpsysConnectivity.ts';

const agent = (lp: string, nc: string) =>
	`  NetworkAgentInfo{network{100}  handle{1}  ni{WIFI CONNECTED extra: }  lp{{${lp}}}  nc{[ ${nc}]}  factorySerialNumber=1}`;

function networksOf(...lines: readonly string[]) {
	const parsed = parseDumpsysConnectivity(`Current Networks:\n${lines.join('\n')}\n`);
	return parsed.ok ? parsed.value.networks : [];
}

test('a name that looks like a link changes nothing: names stand behind what they imitate', () => {
	const [network] = networksOf(
		agent(
			'InterfaceName: wlan0 LinkAddresses: [ 192.0.2.7/24 ] DnsAddresses: [ /192.0.2.1 ] MTU: 0',
			'Transports: WIFI Capabilities: INTERNET TransportInfo: <SSID: "x InterfaceName: evil0 MTU: 9"> UnderlyingNetworks: Null',
		),
	);
	expect(network).toMatchObject({ interface: 'wlan0', mtu: undefined, transports: ['WIFI'] });
});

test('the link that 464xlat stacks on top keeps its own addresses', () => {
	const [network] = networksOf(
		agent(
			'InterfaceName: rmnet0 LinkAddresses: [ 2001:db8::2/64 ] DnsAddresses: [ ] Routes: [ ] Stacked: [[ {InterfaceName: v4-rmnet0 LinkAddresses: [ 192.0.0.4/32 ]} ]]',
			'Transports: CELLULAR Capabilities: INTERNET',
		),
	);
	expect(network).toMatchObject({ interface: 'rmnet0', addresses: ['2001:db8::2/64'] });
});

test('a network that comes again further down, in a log, counts once', () => {
	const line = agent('InterfaceName: wlan0', 'Transports: WIFI');
	expect(networksOf(line, line.replace('wlan0', 'wlan9'))).toMatchObject([{ interface: 'wlan0' }]);
});

test.each([
	['5.0', 'Score{60} validated{true} created{true} explicitlySelected{false}', true],
	['5.1', 'Score{60}  everValidated{true}  lastValidated{true}  created{true}', true],
	[
		'5.1, not any more',
		'Score{20}  everValidated{true}  lastValidated{false}  created{true}',
		false,
	],
	['12 on', 'lastValidated{true} Score(Policies : EVER_VALIDATED)', false],
])('whether a network passed Android’s test, on %s', (_, behind, validated) => {
	const line = `  NetworkAgentInfo{ ni{[type: WIFI[], extra: " Score{1} validated{true}"]}  network{101}  lp{{InterfaceName: wlan0 }}  nc{[ Transports: WIFI Capabilities: INTERNET&TRUSTED]}  ${behind} }`;
	expect(networksOf(line)[0]?.capabilities.includes('VALIDATED')).toBe(validated);
});

test('who is blocked: reasons are hexadecimal, rules decimal, what allows is left out', () => {
	const parsed = parseDumpsysConnectivity(`Current Networks:
Status for known UIDs:
  UID=10001 blockedReasons=10040
  UID=10002 blockedReasons=0
  UID=10003 rules=64 (REJECT_ALL)
  UID=10004 rules=1 (ALLOW_METERED)
`);
	expect(parsed.ok && parsed.value.blocked).toEqual([
		{ uid: 10001, by: 'reasons', mask: 0x1_0040 },
		{ uid: 10003, by: 'rules', mask: 64 },
	]);
});

test('another service’s dump is no answer', () => {
	expect(parseDumpsysConnectivity('Tethering:\n  Tether state:\n')).toMatchObject({ ok: false });
});
