import { expect, test } from 'vitest';
import { parseUidOwnerMap } from './uidOwnerMap.ts';

test('a row read again after the phone began anew counts once', () => {
	const text =
		'  sUidOwnerMap:\n    10131 DOZABLE_MATCH\n    Entry is deleted while dumping, iterating from first entry\n    10131 DOZABLE_MATCH STANDBY_MATCH\n  sUidPermissionMap:\n    10131 PERMISSION_NONE\n';
	expect(parseUidOwnerMap(text)).toMatchObject({
		ok: true,
		value: {
			rows: [{ uid: 10131, matches: ['DOZABLE', 'STANDBY'], interface: undefined }],
			noInternet: [10131],
			doubts: [expect.stringContaining('Entry is deleted')],
		},
	});
});

test('the interface of IIF_MATCH is a name in older dumps, a number in newer ones', () => {
	const rows = (text: string) => {
		const parsed = parseUidOwnerMap(text);
		return parsed.ok ? parsed.value.rows : parsed.error;
	};
	expect(rows('  mUidOwnerMap\n  10299  IIF_MATCH tun0\n')).toMatchObject([{ interface: 'tun0' }]);
	expect(rows('  sUidOwnerMap:\n  10299 IIF_MATCH STANDBY_MATCH 24\n')).toMatchObject([
		{ interface: '24', matches: ['IIF', 'STANDBY'] },
	]);
});

test('a number without matches is no row', () => {
	expect(parseUidOwnerMap('sUidOwnerMap:\n  10131\n')).toMatchObject({ error: { line: 2 } });
});

test('a kernel without eBPF says so', () => {
	expect(
		parseUidOwnerMap('  TrafficController\n    BPF module status: NONE_SUPPORT\n'),
	).toMatchObject({
		error: { what: expect.stringContaining('no eBPF') as string },
	});
});
