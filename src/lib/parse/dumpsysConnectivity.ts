import { ok, type Result } from '../base/result.ts';
import type { Absent, ParseFailure } from '../model/failure.ts';
import type { AndroidNetwork, BlockedUid, Connectivity } from '../model/network.ts';
import { uid } from '../model/uid.ts';
import { earlyNetwork, networkOf } from './networkAgent.ts';
import { absent, decimal, idNumber, linesOf } from './text.ts';

/** `NetworkPolicyManager.RULE_REJECT_METERED`, `RULE_REJECT_ALL`: the only two that refuse something. */
const REJECTING = 0x4 | 0x40;
const MAX_NETWORKS = 256;
const STATUS = /^\s*UID=(\d{1,10}) (blockedReasons|rules)=([\da-fA-F]{1,8})\b/;

/**
 * Reads `dumpsys connectivity` (AOSP `ConnectivityService.dump`) of every release: networks from Android 5 on stand in
 * lines `NetworkAgentInfo{...}`, before that in blocks that begin with a `NetworkInfo`.
 */
export function parseDumpsysConnectivity(
	text: string,
): Result<Connectivity, ParseFailure | Absent> {
	const lines = linesOf(text);
	if (!lines.some((line) => KNOWN.test(line))) return absent('networks (dumpsys connectivity)');
	const dataSaver = wordAfter(lines, 'Restrict background: ');
	return ok({
		defaultNetwork: decimal(wordAfter(lines, 'Active default network: ')),
		networks: networksOf(lines),
		blocked: blockedOf(lines),
		dataSaver: dataSaver === undefined ? undefined : dataSaver === 'true',
	});
}

const KNOWN =
	/^\s{0,16}(?:Active default network: |Current Networks:|NetworkAgentInfo ?\{|NetworkInfo: type: |NetworkStateTracker for )/;

function wordAfter(lines: readonly string[], start: string): string | undefined {
	const line = lines.find((one) => one.trimStart().startsWith(start));
	return line?.trim().slice(start.length).trim();
}

/** The first line of a network is the current one: further down stand logs. */
function networksOf(lines: readonly string[]): readonly AndroidNetwork[] {
	const agents = lines.filter((line) => /^\s{0,16}NetworkAgentInfo ?\{/.test(line));
	if (agents.length === 0) return earlyNetworks(lines);
	const networks = new Map<number | undefined, AndroidNetwork>();
	for (const line of agents.slice(0, MAX_NETWORKS)) {
		const network = networkOf(line);
		if (!networks.has(network.netId)) networks.set(network.netId, network);
	}
	return [...networks.values()];
}

/** Before Android 5: a `NetworkInfo` that is connected, and below it the link's properties. */
function earlyNetworks(lines: readonly string[]): readonly AndroidNetwork[] {
	const networks: AndroidNetwork[] = [];
	for (const [index, line] of lines.entries()) {
		if (!/^\s{0,16}(?:NetworkInfo: |\[)type: /.test(line)) continue;
		const network = earlyNetwork(line, lines[index + 1] ?? '');
		if (network !== undefined && networks.length < MAX_NETWORKS) networks.push(network);
	}
	return networks;
}

function blockedOf(lines: readonly string[]): readonly BlockedUid[] {
	const blocked: BlockedUid[] = [];
	for (const line of lines) {
		const [, id, word, digits] = STATUS.exec(line) ?? [];
		const of = idNumber(id);
		if (of === undefined || digits === undefined) continue;
		const by = word === 'rules' ? 'rules' : 'reasons';
		const mask = by === 'rules' ? (decimal(digits) ?? 0) : Number.parseInt(digits, 16);
		if (mask === 0 || (by === 'rules' && (mask & REJECTING) === 0)) continue;
		blocked.push({ uid: uid(of), by, mask });
	}
	return blocked;
}
