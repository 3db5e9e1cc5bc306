// The phone's Wi-Fi and the Internet behind it: addresses, names, and the commands that make them.
// 192.0.2.0/24, 198.51.100.0/24 and 2001:db8::/32 are for documentation (RFC 5737, RFC 3849).
import type { PhoneProfile } from './profiles/profile.ts';
import { CELLULAR, LOCAL_NETWORK, USB_TETHER, WIFI, WIFI_TABLE } from './routing.ts';
import type { Interface } from './routing.ts';

const PHONE_V4 = '192.168.1.42';
const PHONE_V6 = '2001:db8:1::42';
const TETHER_V4 = '192.168.42.129';
export const ROUTER_V4 = '192.168.1.1';
export const ROUTER_V6 = '2001:db8:1::1';

export const TLS_PORT = 443;
export const HTTP_PORT = 80;
export const CHAT_PORT = 5228;
export const NTP_PORT = 123;
export const DNS_PORT = 53;

export interface NamedHost {
	readonly name: string;
	/** Aliases on the way to `name`'s addresses, in order (CNAME). */
	readonly via: readonly string[];
	readonly v4: string;
	readonly v6: string;
}

/** The hosts of this Internet: apps know them by name, the DNS server answers for them. */
export const HOSTS = {
	courier: {
		name: 'api.courier.example',
		via: ['edge.courier.example', 'lb7.cdn.example'],
		v4: '198.51.100.20',
		v6: '2001:db8:5::20',
	},
	weather: { name: 'data.weather.example', via: [], v4: '198.51.100.30', v6: '2001:db8:5::30' },
	chat: { name: 'gateway.chat.example', via: [], v4: '198.51.100.40', v6: '2001:db8:5::40' },
	time: { name: 'time.example', via: [], v4: '198.51.100.123', v6: '2001:db8:5::123' },
} as const satisfies Record<string, NamedHost>;

/** `ip -batch` for the Internet: its servers' addresses. */
export function internetSetup(): string {
	const servers = Object.values(HOSTS).flatMap(({ v4, v6 }) => [
		`addr add ${v4}/32 dev lo`,
		`addr add ${v6}/128 dev lo nodad`,
	]);
	return ['link set lo up', ...servers].join('\n');
}

/** `ip -batch` for the Internet's end of the cable, which the phone has laid. */
export function cableSetup(): string {
	return [
		`addr add ${ROUTER_V4}/24 dev eth0`,
		`addr add ${ROUTER_V6}/64 dev eth0 nodad`,
		// One packet a frame: what tcpdump sees is what a radio would carry.
		'link set dev eth0 gso_max_segs 1',
		'link set dev eth0 up',
	].join('\n');
}

/** The phone shares its Wi-Fi with a computer at the other end of the USB cable. */
const TETHER = [
	`addr add ${TETHER_V4}/24 dev ${USB_TETHER.name}`,
	`link set dev ${USB_TETHER.name} up`,
	`route add table ${LOCAL_NETWORK} 192.168.42.0/24 dev ${USB_TETHER.name} proto static scope link`,
];

/** Routes of the Wi-Fi's own table: no other has a way out. */
const WIFI_ROUTES = [
	`192.168.1.0/24 dev ${WIFI.name} proto static scope link`,
	`default via ${ROUTER_V4} dev ${WIFI.name} proto static`,
	`2001:db8:1::/64 dev ${WIFI.name} proto static`,
	`fe80::/64 dev ${WIFI.name} proto static`,
	`default via ${ROUTER_V6} dev ${WIFI.name} proto static`,
];

/** `ip -batch` for the phone: it lays the cable to its Internet, since only so it can say what number its end has. */
export function phoneSetup({ tethers }: PhoneProfile, worldPid: number): string {
	const cable = ({ name, index }: Interface, peer: string): string =>
		`link add name ${name} index ${index} type veth peer name ${peer} netns ${worldPid}`;
	return [
		cable(WIFI, 'eth0 address 02:00:00:00:01:01'),
		cable(CELLULAR, 'cell0'),
		...(tethers ? [cable(USB_TETHER, 'usb0'), ...TETHER] : []),
		'link set lo up',
		`link set dev ${WIFI.name} address 02:00:00:00:01:42 gso_max_segs 1`,
		`addr add ${PHONE_V4}/24 dev ${WIFI.name}`,
		`addr add ${PHONE_V6}/64 dev ${WIFI.name} nodad`,
		`link set dev ${WIFI.name} up`,
		...WIFI_ROUTES.map((route) => `route add table ${WIFI_TABLE} ${route}`),
	].join('\n');
}
