import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { DataPlan, NetPolicy, UidNetState, UidPolicy } from '../model/netPolicy.ts';
import { uid } from '../model/uid.ts';
import { absent, decimal, idNumber, linesOf } from './text.ts';

const MAX_ROWS = 20_000;
const MAX_PLANS = 200;
/** A line longer than this is none of the dump's own. */
const MAX_LINE = 8192;

type Draft = { -readonly [Key in keyof NetPolicy]: NetPolicy[Key] } & {
	plans: DataPlan[];
	uidPolicies: UidPolicy[];
	uidStates: UidNetState[];
};

/** The switches that stand above everything else, each on a line of its own. */
const SWITCHES = {
	'Restrict background': 'dataSaver',
	'Restrict power': 'batterySaver',
	'Device idle': 'doze',
	'Restricted networking mode': 'restrictedMode',
	'Low Power Standby mode': 'lowPowerStandby',
} as const;

/**
 * Reads `dumpsys netpolicy` of any era (AOSP `NetworkPolicyManagerService.java`, `dump`). Titles and switches came
 * over the years; rows are `UID=10044` with words behind, of which newer releases put some on a second line.
 */
export function parseDumpsysNetpolicy(text: string): Result<NetPolicy, ParseFailure | Absent> {
	const policy: Draft = {
		...{ dataSaver: undefined, batterySaver: undefined, doze: undefined },
		...{ restrictedMode: undefined, lowPowerStandby: undefined, meteredInterfaces: [] },
		...{ plans: [], uidPolicies: [], uidStates: [] },
	};
	let title = '';
	let row = '';
	const end = () => {
		if (row !== '') addRow(policy, title, row);
		row = '';
	};
	for (const line of linesOf(text)) {
		const words = line.slice(0, MAX_LINE).trim();
		// Android 12 on writes what blocks a uid under the line of the uid.
		if (row !== '' && words.startsWith('blocked_state=')) row += ` ${words}`;
		else {
			end();
			if (words.startsWith('UID=')) row = words;
			else if (words.startsWith('NetworkPolicy')) addPlan(policy, words);
			else if (!setSwitch(policy, words) && words.endsWith(':')) title = words.slice(0, -1);
		}
	}
	end();
	return policy.dataSaver === undefined ? absent('"Restrict background"') : ok(policy);
}

function setSwitch(policy: Draft, line: string): boolean {
	const colon = line.indexOf(': ');
	const name = line.slice(0, Math.max(0, colon));
	const value = line.slice(colon + 2);
	if (name === 'Metered ifaces') {
		policy.meteredInterfaces = value
			.replace(/[{}[\]]/g, ' ')
			.split(/[\s,]+/)
			.filter(Boolean);
		return true;
	}
	if (!Object.hasOwn(SWITCHES, name) || !/^(?:true|false)$/.test(value)) return false;
	policy[SWITCHES[name as keyof typeof SWITCHES]] = value === 'true';
	return true;
}

/** `NetworkPolicy[NetworkTemplate: matchRule=MOBILE, ...]: cycleDay=1, warningBytes=-1, ...`, from 8 on with braces. */
function addPlan(policy: Draft, line: string): void {
	if (policy.plans.length >= MAX_PLANS) return;
	const metered = valueOf(line, 'metered');
	policy.plans.push({
		network: valueOf(line, 'matchRule') ?? 'unknown',
		warning: decimal(valueOf(line, 'warningBytes')),
		limit: decimal(valueOf(line, 'limitBytes')),
		metered: metered === undefined ? undefined : metered === 'true',
		inferred: valueOf(line, 'inferred') === 'true',
	});
}

/** The last of that name: a network's own name stands earlier and may hold anything. */
function valueOf(line: string, name: string): string | undefined {
	const at = Math.max(line.lastIndexOf(` ${name}=`), line.lastIndexOf(`{${name}=`));
	if (at < 0) return undefined;
	return /^[\w-]{1,32}/.exec(line.slice(at + name.length + 2))?.[0];
}

const POLICIES = /^Policy (?:for|status for known) UIDs$/;
const STATES = /^Status for (?:all )?known UIDs$/;

function addRow(policy: Draft, title: string, row: string): void {
	const id = idNumber(/^UID=(\d{1,10})\b/.exec(row)?.[1]);
	if (id === undefined || policy.uidPolicies.length + policy.uidStates.length >= MAX_ROWS) return;
	if (POLICIES.test(title)) {
		const policies = namesIn(partOf(row, ' policy='));
		if (policies.length > 0) policy.uidPolicies.push({ uid: uid(id), policies });
	} else if (STATES.test(title)) policy.uidStates.push({ uid: uid(id), ...stateOf(row) });
}

function stateOf(row: string): Omit<UidNetState, 'uid'> {
	return {
		state: processState(row),
		rules: namesIn(partOf(row, ' rules=')),
		blocked: namesIn(effectiveOf(row)),
	};
}

/** What stands behind `start` up to the next `name=` or line end. */
function partOf(row: string, start: string): string {
	const at = row.indexOf(start);
	if (at < 0) return '';
	const rest = row.slice(at + start.length);
	const next = rest.search(/ [a-z]\w{0,30}=/i);
	return next < 0 ? rest : rest.slice(0, next);
}

/** `state=6 (fg svc)`, `state={procState=TOP ,seq=12,cap=...}`, `foreground=true` (4.x) */
function processState(row: string): string | undefined {
	const named = /procState=([A-Z]{1,8})/.exec(row)?.[1];
	const told = / state=\d{1,3} \(([a-z ]{1,16})\)/.exec(row)?.[1];
	const front = / foreground=(true|false)/.exec(row)?.[1];
	return named ?? told ?? (front && (front === 'true' ? 'fg' : 'bg'));
}

/** `blocked_state={blocked=DOZE|APP_STANDBY, allowed=NONE, effective=DOZE}` */
function effectiveOf(row: string): string {
	const at = row.indexOf('effective=');
	return at < 0 ? '' : (row.slice(at + 'effective='.length).split(/[},\s]/, 1)[0] ?? '');
}

/** Names in capitals, as constants are written; NONE is none. */
function namesIn(text: string): readonly string[] {
	const names = text.match(/[A-Z][A-Z\d_]{2,63}/g) ?? [];
	return names.filter((name) => name !== 'NONE');
}
