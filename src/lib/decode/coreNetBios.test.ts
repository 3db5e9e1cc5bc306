import { describe, expect, test } from 'vitest';
import { messagesOf } from '../../../tests/fixtures/dnsCaptures.ts';
import * as rr from '../../../tests/fixtures/dnsRecords.ts';
import { ip4, name, record, u16, type Octets } from '../../../tests/fixtures/packets.ts';

describe('NetBIOS names', () => {
	const ask = (encoded: Octets): string | undefined =>
		messagesOf(rr.message(1, 0x0110, [[[...encoded, ...u16(32), ...u16(1)]]]), 137)[0]?.question;

	test('without their filling, with their kind', () => {
		expect(ask(rr.netbiosName('FILE SERVER', 0x20))).toBe('FILE SERVER<20>');
		expect(ask(rr.netbiosName('*', 0, '\0'))).toBe('*<00>');
		expect(ask(rr.netbiosName('\u0001\u0002__MSBROWSE__\u0002', 1))).toBe(
			String.raw`\001\002__MSBROWSE__\002<01>`,
		);
	});

	test('with their scope', () => {
		const scoped = [...rr.netbiosName('NAS', 0x20).slice(0, -1), ...name('lan.example')];
		expect(ask(scoped)).toBe('NAS<20>.lan.example');
	});

	test('are no others', () => {
		expect(ask(name('printer.local'))).toBeUndefined();
		expect(ask(name('Q'.repeat(32)))).toBeUndefined();
	});

	test('have several addresses', () => {
		const data = [0, 0, ...ip4('192.0.2.1'), 0x60, 0, ...ip4('192.0.2.2')];
		const answer = record(rr.netbiosName('NAS', 0x20), rr.NB, 300, data);
		const [message] = messagesOf(rr.message(1, 0x8580, [[], [answer]]), 137);
		expect(message?.answers).toEqual([
			{ name: 'NAS<20>', type: 'NB', ttl: 300, value: '192.0.2.1' },
			{ name: 'NAS<20>', type: 'NB', ttl: 300, value: '192.0.2.2' },
		]);
	});

	test('statistics of a node are no service record', () => {
		const answer = record(rr.netbiosName('NAS', 0x20), 33, 0, [0, 1, 0, 2, 0, 3, 0]);
		const [message] = messagesOf(rr.message(1, 0x8400, [[], [answer]]), 137);
		expect(message).toMatchObject({ protocol: 'nbns', answers: [] });
	});
});
