import type { Finding, Findings, Severity } from '../model/finding.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { AppLookup } from './apps.ts';
import { captureChecks } from './findingsCapture.ts';
import { clearTextChecks } from './findingsClearText.ts';
import type { Check } from './findingsCheck.ts';
import { dnsChecks } from './findingsDns.ts';
import { exposureChecks } from './findingsExposure.ts';
import { firewallChecks } from './findingsFirewall.ts';
import { healthChecks } from './findingsHealth.ts';
import { interfaceChecks } from './findingsInterfaces.ts';
import { networkChecks } from './findingsNetwork.ts';
import { routingChecks } from './findingsRouting.ts';
import { sourceChecks } from './findingsSources.ts';
import { systemChecks } from './findingsSystem.ts';
import { talkChecks } from './findingsTalk.ts';
import { usageChecks } from './findingsUsage.ts';

const CHECKS: readonly Check[] = [
	...exposureChecks,
	...clearTextChecks,
	...captureChecks,
	...networkChecks,
	...routingChecks,
	...firewallChecks,
	...dnsChecks,
	...talkChecks,
	...usageChecks,
	...healthChecks,
	...interfaceChecks,
	...systemChecks,
	...sourceChecks,
];

const ORDER: Readonly<Record<Severity, number>> = { danger: 0, warn: 1, info: 2 };

/**
 * Looks through a snapshot. A check whose input is not there is told apart from one that found nothing: "could not
 * look" is not "fine".
 */
export function findingsOf(snapshot: Snapshot | undefined, appOf: AppLookup): Findings {
	const findings: Finding[] = [];
	const passed: string[] = [];
	const notLooked: string[] = [];
	for (const { run, fine } of CHECKS) {
		const found = snapshot === undefined ? 'not looked' : run(snapshot, appOf);
		if (found === 'not looked') notLooked.push(fine);
		else if (found.length === 0) passed.push(fine);
		else findings.push(...found);
	}
	findings.sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
	return { findings, passed, notLooked };
}
