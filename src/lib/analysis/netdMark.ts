import type { RoutingFacts, RuleKind } from '../model/routingFacts.ts';
import type { IpFamily, TableId } from '../model/routing.ts';
import type { Uid } from '../model/uid.ts';

/** Below are the system's own uids (AOSP `android_filesystem_config.h`, AID_APP_START). */
const FIRST_APP = 10_000;
const SYSTEM = 0xc_0000;

type Facts = Pick<RoutingFacts, 'era' | 'rules' | 'tables'>;

/**
 * The mark that netd gives a socket of this uid that chose no network (AOSP netd `FwmarkServer.cpp`, ON_CONNECT;
 * `NetworkController::getNetworkForConnect`): the network that applies to the uid (a VPN that may be passed by, a
 * default of its own, the default network), and the rights of the system where it is part of it. A VPN that may not be
 * passed by works by rules alone.
 */
export function netdMark(facts: Facts, uid: Uid, family: IpFamily): number {
	const table =
		tableFor(facts, 'bypassable-vpn', { uid, family }) ??
		tableFor(facts, 'uid-default', { uid, family }) ??
		tableFor(facts, 'default', { uid, family });
	const netId = facts.tables.find((one) => one.table === table)?.netId ?? 0;
	return facts.era !== 'kernel' && uid < FIRST_APP ? netId | SYSTEM : netId;
}

function tableFor(
	{ rules }: Facts,
	kind: RuleKind,
	{ uid, family }: { readonly uid: Uid; readonly family: IpFamily },
): TableId | undefined {
	const fitting = rules.find(
		({ kind: own, rule }) =>
			own === kind &&
			rule.family === family &&
			(rule.uids === undefined || (uid >= rule.uids.first && uid <= rule.uids.last)),
	);
	return fitting?.rule.action.kind === 'lookup' ? fitting.rule.action.table : undefined;
}
