import { expect, test } from 'vitest';
import type { Flow, FlowTcp, TcpHealth } from '#lib/model/flow.ts';
import { THIN } from '../shared/format.ts';
import { healthLines, healthSign } from './health.ts';

const WELL: TcpHealth = {
	retransmittedBytes: [0, 0],
	retransmissions: [0, 0],
	fastRetransmissions: [0, 0],
	spuriousRetransmissions: [0, 0],
	outOfOrder: [0, 0],
	duplicateAcks: [0, 0],
	lostSegments: [0, 0],
	ackedLost: [0, 0],
	keepAlives: [0, 0],
	zeroWindows: [0, 0],
	zeroWindowProbes: [0, 0],
	windowFull: [0, 0],
};

function flow(health: Partial<TcpHealth>, more: Partial<Flow> = {}): Flow {
	const tcp: FlowTcp = { state: 'closed', flags: [0, 0], health: { ...WELL, ...health } };
	return {
		id: 0,
		protocol: 6,
		a: { address: '192.168.1.7', port: 40_000 },
		b: { address: '192.0.2.9', port: 443 },
		phone: undefined,
		packets: [10, 10],
		bytes: [2000, 9000],
		payload: [1000, 7000],
		first: 0,
		last: 1,
		names: [],
		owner: { kind: 'unknown' },
		tcp,
		...more,
	};
}

test('what was sent again is a share of the payload, and the more, the louder', () => {
	const sign = (again: number) =>
		healthSign(flow({ retransmissions: [0, 1], retransmittedBytes: [0, again] }));
	expect(sign(40)).toMatchObject({ words: `0.5${THIN}%`, tone: 'neutral' });
	expect(sign(80)).toMatchObject({ words: `1.0${THIN}%`, tone: 'warn' });
	expect(sign(400)).toMatchObject({ words: `5.0${THIN}%`, tone: 'danger' });
});

test('a SYN or FIN that was sent again has no bytes, yet is told', () => {
	expect(healthSign(flow({ retransmissions: [2, 0] }))?.words).toBe('2 again');
});

test('a full receiver and gaps are told where nothing was sent again', () => {
	expect(healthSign(flow({ zeroWindows: [1, 0] }))).toMatchObject({ words: 'full' });
	expect(healthSign(flow({ lostSegments: [0, 1] }))).toMatchObject({ words: 'gaps' });
	expect(healthSign(flow({ keepAlives: [9, 9] }))).toMatchObject({ words: 'good' });
});

test('a connection without an answer, or made by a VPN on the phone, says nothing of the network', () => {
	const half: FlowTcp = { state: 'syn-sent', flags: [2, 0] };
	expect(healthSign(flow({}, { tcp: half }))).toBeUndefined();
	const vpn = { address: '10.215.173.1', port: 40_000 };
	expect(healthSign(flow({ retransmissions: [1, 0] }, { a: vpn }))).toBeUndefined();
});

test('only counts that are not zero are listed, as the phone sees them', () => {
	const counts: Partial<TcpHealth> = { outOfOrder: [1, 2], zeroWindows: [3, 0] };
	const lines = healthLines(flow(counts, { phone: 'b' }));
	expect(lines.map(({ title, received, sent }) => [title, received, sent])).toEqual([
		['Out of order', 1, 2],
		['Receiver full', 3, 0],
	]);
});
