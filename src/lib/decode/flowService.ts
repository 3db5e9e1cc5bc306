// What flows speak: by their content where that told it, else by a port of theirs.
import { portService } from '../analysis/portService.ts';
import type { Service } from '../model/flow.ts';
import { serviceNames, type ServiceName } from '../model/service.ts';
import type { FlowColumns, RawFlow } from './reader.ts';

/** The port that was spoken to comes first: the other one is mostly of the moment. */
const byPort = (protocol: number, aPort: number, bPort: number): ServiceName | undefined =>
	portService(protocol, bPort) ?? portService(protocol, aPort);

export function serviceOf({ service, protocol, a, b }: RawFlow): Service | undefined {
	if (service !== undefined) return { name: service, by: 'content' };
	const guess = byPort(protocol, a.port, b.port);
	return guess && { name: guess, by: 'port' };
}

const CODES: ReadonlyMap<ServiceName, number> = new Map(
	serviceNames.map((name, index) => [name, index + 1]),
);

/** The same as a number of layout SERVICE_*, out of the columns. */
export function serviceCode(columns: FlowColumns, id: number): number {
	const told = columns.service[id] ?? 0;
	if (told !== 0) return told;
	const { protocol, aPort, bPort } = columns;
	const guess = byPort(protocol[id] ?? 0, aPort[id] ?? 0, bPort[id] ?? 0);
	return guess === undefined ? 0 : (CODES.get(guess) ?? 0);
}
