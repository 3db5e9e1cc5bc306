import type { Endpoint } from '../model/endpoint.ts';
import type { TetherFlow } from '../model/tethering.ts';
import { decimal, fieldsOf } from './text.ts';

/**
 * Reads a rule of `BpfCoordinator.ipv4RuleToString`: `tcp [mac] 31(wlan1) 192.168.49.2:40112 -> 14(rmnet_data0)
 * 10.0.0.7:40112 -> 203.0.113.9:443 [mac] 120ms` (Android 12 on), `-` for an age that is not known.
 */
export function flowOf(line: string): readonly TetherFlow[] {
	const [protocol, , inside, source, , outside, nat, , target, , age] = fieldsOf(line);
	if (protocol !== 'tcp' && protocol !== 'udp') return [];
	const ends = [source, nat, target].map(endpointOf);
	const [client, translated, remote] = ends;
	const [downstream, upstream] = [inside, outside].map(nameIn);
	if (client === undefined || translated === undefined || remote === undefined) return [];
	if (downstream === undefined || upstream === undefined) return [];
	const idle = decimal(/^(\d{1,12})ms$/.exec(age ?? '')?.[1]);
	return [{ protocol, downstream, upstream, client, nat: translated, remote, idle }];
}

const nameIn = (word: string | undefined): string | undefined =>
	/^\d{1,10}\(([^)]{1,64})\)$/.exec(word ?? '')?.[1];

function endpointOf(word: string | undefined): Endpoint | undefined {
	const [, address, digits] = /^(\d{1,3}(?:\.\d{1,3}){3}):(\d{1,5})$/.exec(word ?? '') ?? [];
	const port = decimal(digits);
	if (address === undefined || port === undefined || port > 65_535) return undefined;
	return { address, port };
}
