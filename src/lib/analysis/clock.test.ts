import { describe, expect, test } from 'vitest';
import type { EpochMs, Milliseconds } from '../base/units.ts';
import type { Phone } from '../model/phone.ts';
import type { Outcome, Reading } from '../model/reading.ts';
import type { Socket, SocketSighting } from '../model/socket.ts';
import { uid } from '../model/uid.ts';
import { SocketIndex, type FlowEnds } from './attribution.ts';
import { clockOffset, onPhoneClock } from './clock.ts';

const NOON = Date.UTC(2024, 4, 5, 12);
const HOUR = 3_600_000;

const PHONE: Phone = {
	model: 'Lumen 7',
	manufacturer: 'Fairglass',
	androidRelease: '14',
	sdk: 34,
	buildType: 'user',
	securityPatch: undefined,
	abi: undefined,
	emulator: false,
	debuggable: false,
	uid: uid(2000),
	groups: [],
	selinuxContext: undefined,
	clock: undefined,
};

function asked(outcome: Outcome<Phone>, duration: Milliseconds = 0): Reading<Phone> {
	const said = { command: 'id', exit: 0, raw: '', stderr: '' };
	return { probe: 'identity', at: NOON, duration, ...said, outcome };
}
const said = (clock: EpochMs | undefined, duration?: Milliseconds): Reading<Phone> =>
	asked({ kind: 'ok', value: { ...PHONE, clock } }, duration);

describe('the offset', () => {
	test('is what the phone says beyond the middle of the asking', () => {
		expect(clockOffset(said(NOON + 200, 400))).toBe(0);
		expect(clockOffset(said(NOON + HOUR + 200, 400))).toBe(HOUR);
		expect(clockOffset(said(NOON - 5000, 2000))).toBe(-6000);
	});

	test('is none where the clock is not known', () => {
		expect(clockOffset(undefined)).toBe(0);
		expect(clockOffset(said(undefined))).toBe(0);
		expect(clockOffset(asked({ kind: 'denied', why: 'Permission denied' }))).toBe(0);
	});
});

describe('a phone whose clock is an hour ahead', () => {
	const socket: Socket = {
		protocol: 'tcp',
		table: 'tcp6',
		local: { address: '192.168.1.34', port: 40_000 },
		remote: { address: '203.0.113.9', port: 443 },
		state: 'established',
		uid: uid(10_123),
		inode: 1,
		txQueue: 0,
		rxQueue: 0,
		drops: undefined,
	};
	const sightings: readonly SocketSighting[] = [
		{ socket, firstSeen: NOON + 1000, lastSeen: NOON + 4000 },
	];
	const flow: FlowEnds = {
		protocol: 6,
		a: socket.local,
		b: socket.remote,
		phone: undefined,
		first: NOON + HOUR + 500,
		last: NOON + HOUR + 4500,
	};
	const ownerBy = (seen: readonly SocketSighting[]) => new SocketIndex(seen).attribute(flow).owner;

	test('has the owners of its packets found once the sightings are on its clock', () => {
		expect(ownerBy(sightings)).toEqual({ kind: 'unknown' });
		const shifted = onPhoneClock(sightings, clockOffset(said(NOON + HOUR + 40, 80)));
		expect(shifted).toEqual([
			{ socket, firstSeen: NOON + HOUR + 1000, lastSeen: NOON + HOUR + 4000 },
		]);
		expect(ownerBy(shifted)).toEqual({ kind: 'sure', uid: uid(10_123) });
	});

	test('is told behind just as well', () => {
		const behind = { ...flow, first: flow.first - 2 * HOUR, last: flow.last - 2 * HOUR };
		const shifted = onPhoneClock(sightings, clockOffset(said(NOON - HOUR)));
		expect(new SocketIndex(shifted).attribute(behind).owner.kind).toBe('sure');
	});
});
