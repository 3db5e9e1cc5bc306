import { expect, test } from 'vitest';
import { uid } from '#lib/model/uid.ts';
import { netstatText } from './netstatText.ts';

test('columns stand under their titles', () => {
	const text = netstatText([
		{
			protocol: 'tcp',
			table: 'tcp6',
			local: { address: '2001:db8::7', port: 41822 },
			remote: { address: '2001:db8::9', port: 443 },
			state: 'close-wait',
			uid: uid(10123),
			inode: 4711,
			txQueue: 0,
			rxQueue: 31,
			drops: undefined,
		},
		{
			protocol: 'udp',
			table: 'udp',
			local: { address: '0.0.0.0', port: 68 },
			remote: { address: '0.0.0.0', port: 0 },
			state: 'close',
			uid: undefined,
			inode: 0,
			txQueue: 0,
			rxQueue: 0,
			drops: 0,
		},
	]);
	expect(text).toBe(
		[
			'Proto  Recv-Q  Send-Q  Local                Foreign            State       User   Inode',
			'tcp6   31      0       [2001:db8::7]:41822  [2001:db8::9]:443  CLOSE_WAIT  10123  4711',
			'udp    0       0       0.0.0.0:68           0.0.0.0:*                      -      0',
		].join('\n'),
	);
});
