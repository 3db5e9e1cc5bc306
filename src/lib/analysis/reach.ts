import { addressScope, type AddressScope } from '../base/ip.ts';
import type { Reach } from '../model/port.ts';
import { waits, type Socket } from '../model/socket.ts';

const PHONE: Reach = {
	who: 'phone',
	title: 'this phone',
	words:
		'Only programs on this phone: every app, and in some browsers every web page. No network reaches it.',
};
const LINK: Reach = {
	who: 'link',
	title: 'same link',
	words: 'Whoever is on the same Wi-Fi or cable: this address is not carried any further.',
};
const NETWORK: Reach = {
	who: 'network',
	title: 'this network',
	words:
		"Whoever is in the network that this address belongs to: the home or the office, for mobile data the carrier's.",
};
const GROUP: Reach = {
	who: 'group',
	title: 'the group',
	words: 'Whoever sends to this multicast group: devices in the local network.',
};
const PUBLIC: Reach = {
	who: 'everyone',
	title: 'the internet',
	words: 'This address is public: the whole internet, unless a firewall on the way keeps it out.',
};
const EVERYONE: Reach = {
	who: 'everyone',
	title: 'everyone',
	words:
		'Every address of the phone: whoever is on the same Wi-Fi or hotspot, and over IPv6 perhaps the internet. Behind a router or a carrier IPv4 is hardly reached from outside.',
};

const BY_SCOPE: Readonly<Record<AddressScope, Reach>> = {
	loopback: PHONE,
	'link-local': LINK,
	private: NETWORK,
	multicast: GROUP,
	global: PUBLIC,
	unspecified: EVERYONE,
};

/** Who can reach a socket that waits, by the address that it is bound to; a firewall may still be in between. */
export function reachOf(socket: Socket): Reach | undefined {
	return waits(socket) ? BY_SCOPE[addressScope(socket.local.address)] : undefined;
}
