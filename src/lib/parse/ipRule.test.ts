import { expect, test } from 'vitest';
import { parseIpRule } from './ipRule.ts';

const rulesOf = (text: string) => {
	const parsed = parseIpRule(text, 4);
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	return parsed.value;
};

test('conditions and tables, by number and by the names that every phone has', () => {
	const rules = rulesOf(`0:	from all lookup local 
13000:	from all fwmark 0x0/0x20000 iif lo uidrange 0-10307 lookup 1047 
15000:	from all fwmark 0/0x10000 lookup legacy_system 
23000:	from all fwmark 0x66 lookup wlan0_local
32000:	from all unreachable
`);
	expect(rules.map(({ action }) => ('table' in action ? action.table : action.kind))).toEqual([
		...['255', '1047', '99', 'wlan0_local', 'unreachable'],
	]);
	expect(rules[1]).toMatchObject({
		priority: 13000,
		mark: { value: 0, mask: 0x20000 },
		iif: 'lo',
		uids: { first: 0, last: 10307 },
		text: 'from all fwmark 0x0/0x20000 iif lo uidrange 0-10307 lookup 1047',
	});
	expect(rules[2]?.mark).toEqual({ value: 0, mask: 0x10000 });
	expect(rules[3]?.mark).toEqual({ value: 0x66, mask: 0xffffffff });
});

test('rules that proxies and VPN tools add', () => {
	const [goto, nop, not, quick] = rulesOf(`100:	from all goto 32000
101:	from all nop
102:	not from all fwmark 0xca6c lookup 51820
103:	from all iif gone [detached] ipproto tcp sport 1-9 lookup main suppress_prefixlength 0 proto static
`);
	expect(goto?.action).toEqual({ kind: 'goto', priority: 32000 });
	expect(nop?.action).toEqual({ kind: 'nop' });
	expect(not).toMatchObject({ inverted: true, mark: { value: 0xca6c } });
	expect(quick).toMatchObject({
		others: ['ipproto tcp', 'sport 1-9'],
		action: { kind: 'lookup', table: '254', suppress: 0 },
	});
});

test('a complaint is no rule, and no rules are no answer', () => {
	const text = 'RTNETLINK answers: Operation not supported\nDump terminated\n';
	expect(parseIpRule(text, 6)).toMatchObject({ ok: false, error: { kind: 'absent' } });
});

test.each(['10:	from all fwmark 0xzz lookup 5', '10:	from all', '10:	from all dances lookup 5'])(
	'%s is named',
	(line) => {
		expect(parseIpRule(`0:	from all lookup local\n${line}\n`, 4)).toMatchObject({
			ok: false,
			error: { kind: 'malformed', line: 2 },
		});
	},
);
