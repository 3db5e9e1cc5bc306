import { AdbCommand } from '@yume-chan/adb';
import { describe, expect, test } from 'vitest';
import { holdClose } from './holdClose.ts';
import type { Packet } from './packetFilter.ts';

const HOST = 7;
const PHONE = 90;

const packet = (command: AdbCommand, arg0: number, arg1: number): Packet => ({
	command,
	arg0,
	arg1,
	payload: new Uint8Array(),
});
const fromPhone = (command: AdbCommand): Packet => packet(command, PHONE, HOST);
const fromHost = (command: AdbCommand): Packet => packet(command, HOST, PHONE);

const write = fromPhone(AdbCommand.Write);
const close = fromPhone(AdbCommand.Close);
const okay = fromHost(AdbCommand.Okay);

describe('the end of a stream', () => {
	test('passes at once when everything was read', () => {
		const filter = holdClose();
		filter.incoming(write);
		filter.outgoing(okay);
		expect(filter.incoming(close)).toEqual([close]);
	});

	test('waits for as many acknowledgements as there was data', () => {
		const filter = holdClose();
		filter.incoming(write);
		filter.incoming(write);
		expect(filter.incoming(close)).toEqual([]);
		expect(filter.pending()).toBe(true);
		expect(filter.outgoing(okay)).toEqual([]);
		expect(filter.outgoing(okay)).toEqual([close]);
		expect(filter.pending()).toBe(false);
	});

	test('does not wait for another stream', () => {
		const filter = holdClose();
		filter.incoming(packet(AdbCommand.Write, PHONE + 1, HOST + 1));
		expect(filter.incoming(close)).toEqual([close]);
	});

	test('comes when we close ourselves while it waits', () => {
		const filter = holdClose();
		filter.incoming(write);
		filter.incoming(close);
		expect(filter.outgoing(fromHost(AdbCommand.Close))).toEqual([close]);
		expect(filter.pending()).toBe(false);
	});

	test('does not wait for data that comes after we closed, which nobody reads', () => {
		const filter = holdClose();
		filter.incoming(write);
		filter.outgoing(fromHost(AdbCommand.Close));
		filter.incoming(write);
		expect(filter.pending()).toBe(false);
		expect(filter.incoming(close)).toEqual([close]);
	});

	test('is not confused by acknowledgements of opening and of late data', () => {
		const filter = holdClose();
		expect(filter.outgoing(okay)).toEqual([]);
		filter.incoming(write);
		expect(filter.incoming(close)).toEqual([]);
		expect(filter.outgoing(okay)).toEqual([close]);
		expect(filter.outgoing(okay)).toEqual([]);
	});
});

test('everything else passes as it came', () => {
	const filter = holdClose();
	for (const command of [AdbCommand.Connect, AdbCommand.Auth, AdbCommand.Open, AdbCommand.Okay]) {
		expect(filter.incoming(fromPhone(command))).toEqual([fromPhone(command)]);
	}
	expect(filter.incoming(write)).toEqual([write]);
});
