// The phone's Wi-Fi and the Internet behind it: addresses, names, and the commands that make them.
// 192.0.2.0/24, 198.51.100.0/24 and 2001:db8::/32 are for documentation (RFC 5737, RFC 3849).

const PHONE_V4 = '192.168.1.42';
const PHONE_V6 = '2001:db8:1::42';
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

/** `ip -batch` for the Internet's end of the cable; the other end becomes the phone's wlan0. */
export function cableSetup(phonePid: number): string {
	return [
		`link add name eth0 address 02:00:00:00:01:01 type veth peer name wlan0 netns ${phonePid}`,
		`link add name cell0 type veth peer name rmnet_data0 netns ${phonePid}`,
		`addr add ${ROUTER_V4}/24 dev eth0`,
		`addr add ${ROUTER_V6}/64 dev eth0 nodad`,
		// One packet a frame: what tcpdump sees is what a radio would carry.
		'link set dev eth0 gso_max_segs 1',
		'link set dev eth0 up',
	].join('\n');
}

/** `ip -batch` for the phone's side. */
export function phoneSetup(): string {
	return [
		'link set lo up',
		'link set dev wlan0 address 02:00:00:00:01:42 gso_max_segs 1',
		`addr add ${PHONE_V4}/24 dev wlan0`,
		`addr add ${PHONE_V6}/64 dev wlan0 nodad`,
		'link set dev wlan0 up',
		`route add default via ${ROUTER_V4} dev wlan0`,
		`route add default via ${ROUTER_V6} dev wlan0`,
	].join('\n');
}
