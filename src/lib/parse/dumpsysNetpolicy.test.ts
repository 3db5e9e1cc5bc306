import { expect, test } from 'vitest';
import { parseDumpsysNetpolicy } from './dumpsysNetpolicy.ts';

const policyOf = (...lines: string[]) => {
	const parsed = parseDumpsysNetpolicy(['Restrict background: false', ...lines].join('\n'));
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
	return parsed.value;
};

test.each([
	['UID=10070 policy=REJECT_METERED_BACKGROUND', ['REJECT_METERED_BACKGROUND']],
	['UID=10070 policy=[REJECT_METERED_BACKGROUND]', ['REJECT_METERED_BACKGROUND']],
	['UID=10070 policy=4 (ALLOW_METERED_BACKGROUND|NONE)', ['ALLOW_METERED_BACKGROUND']],
	['UID=10070 policy=262144 (REJECT_ALL)', ['REJECT_ALL']],
])('%s', (row, policies) => {
	expect(policyOf('Policy for UIDs:', `  ${row}`).uidPolicies).toEqual([{ uid: 10070, policies }]);
});

test('what blocks a uid stands on the line below it, and only what is effective counts', () => {
	const { uidStates } = policyOf(
		'Status for all known UIDs:',
		'  UID=10164 state={procState=TOP ,seq=12,cap=LCMN}',
		'    blocked_state={blocked=DOZE, allowed=FOREGROUND, effective=NONE}',
		'  UID=10187 state={null}',
		'    blocked_state={blocked=DOZE|APP_STANDBY,allowed=NONE,effective=DOZE|APP_STANDBY}',
	);
	expect(uidStates).toEqual([
		{ uid: 10164, state: 'TOP', rules: [], blocked: [] },
		{ uid: 10187, state: undefined, rules: [], blocked: ['DOZE', 'APP_STANDBY'] },
	]);
});

test('the name of a network cannot pass for its limits', () => {
	const { plans } = policyOf(
		'  NetworkPolicy{template=NetworkTemplate: matchRule=WIFI, wifiNetworkKeys=["x, limitBytes=7 metered=false"] warningBytes=-1 limitBytes=100 metered=true inferred=true}',
	);
	expect(plans).toEqual([
		{ network: 'WIFI', warning: undefined, limit: 100, metered: true, inferred: true },
	]);
});

test('no line of events passes for a rule', () => {
	const { uidPolicies, uidStates } = policyOf(
		'Policy for UIDs:',
		'mEventLogs (most recent first):',
		'  UID=1 policy=1 (REJECT_ALL)',
	);
	expect([uidPolicies, uidStates]).toEqual([[], []]);
});

test('a dump of something else is none', () => {
	expect(parseDumpsysNetpolicy('Metered ifaces: {}\n')).toMatchObject({ ok: false });
});
