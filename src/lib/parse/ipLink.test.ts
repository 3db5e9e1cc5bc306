import { expect, test } from 'vitest';
import { parseIpLink } from './ipLink.ts';

test('the long form, with counters, says the same as the one-line form', () => {
	const long = `47: wlan0@if5: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP mode DEFAULT group default qlen 3000
    link/ether 02:00:5e:00:53:47 brd ff:ff:ff:ff:ff:ff
    RX: bytes  packets  errors  dropped missed  mcast   
    913244871  702113   0       14      0       2210    
    inet 192.168.1.47/24 brd 192.168.1.255 scope global wlan0
       valid_lft forever preferred_lft forever
`;
	const short = `47: wlan0@if5: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP mode DEFAULT group default qlen 3000\\    link/ether 02:00:5e:00:53:47 brd ff:ff:ff:ff:ff:ff
47: wlan0    inet 192.168.1.47/24 brd 192.168.1.255 scope global wlan0\\       valid_lft forever preferred_lft forever
`;
	expect(parseIpLink(long)).toEqual(parseIpLink(short));
	expect(parseIpLink(short)).toMatchObject({
		ok: true,
		value: [{ index: 47, name: 'wlan0', state: 'up', addresses: [{ prefixLength: 24 }] }],
	});
});

test('a line that is no device is named', () => {
	expect(parseIpLink('1: lo: <UP> mtu 9\nwlan0 is up\n')).toMatchObject({
		ok: false,
		error: { kind: 'malformed', line: 2 },
	});
});
