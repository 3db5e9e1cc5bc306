import { AdbCommand } from '@yume-chan/adb';
import { expect, test } from 'vitest';
import { dropStray } from './dropStray.ts';
import type { Packet } from './packetFilter.ts';

const HOST = 7;
const PHONE = 90;

const packet = (command: AdbCommand, arg0: number, arg1: number): Packet => ({
	command,
	arg0,
	arg1,
	payload: new Uint8Array(),
});
const write = packet(AdbCommand.Write, PHONE, HOST);

test('data of a stream that we opened passes until its end', () => {
	const filter = dropStray();
	filter.outgoing(packet(AdbCommand.Open, HOST, 0));
	expect(filter.incoming(write)).toEqual([write]);
	const close = packet(AdbCommand.Close, PHONE, HOST);
	expect(filter.incoming(close)).toEqual([close]);
	expect(filter.incoming(write)).toEqual([]);
});

test('data of a stream that the phone opened and we accepted passes', () => {
	const filter = dropStray();
	const open = packet(AdbCommand.Open, PHONE, 0);
	expect(filter.incoming(open)).toEqual([open]);
	expect(filter.incoming(write)).toEqual([]);
	filter.outgoing(packet(AdbCommand.Okay, HOST, PHONE));
	expect(filter.incoming(write)).toEqual([write]);
});

test('an acknowledgement that leaves after the end does not bring a stream back', () => {
	const filter = dropStray();
	filter.outgoing(packet(AdbCommand.Open, HOST, 0));
	filter.incoming(packet(AdbCommand.Close, PHONE, HOST));
	filter.outgoing(packet(AdbCommand.Okay, HOST, PHONE));
	expect(filter.incoming(write)).toEqual([]);
});
