import type { Finding } from '../model/finding.ts';
import { valueOf } from '../model/reading.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { counted, on, percent, type Check } from './findingsCheck.ts';
import * as limit from './findingsThresholds.ts';
import { growthOf, is32Bit } from './interfaceGrowth.ts';

/** What interfaces lost while they were watched. */
export const interfaceChecks: readonly Check[] = [
	{ fine: 'Interfaces have no errors', run: interfaceErrors },
	{ fine: 'Interfaces drop little of what is sent', run: sendDrops },
];

/** One interface over the watch: what failed, of how many packets. */
interface Failed {
	readonly name: string;
	readonly errors: number;
	readonly sendDrops: number;
	readonly packets: number;
	readonly sent: number;
}

function failedIn({ readings, watch }: Snapshot): readonly Failed[] | undefined {
	const first = watch?.interfaces?.[0];
	const reading = readings.interfaces;
	const now = valueOf(reading);
	if (first === undefined || reading === undefined || now === undefined) return undefined;
	if (reading.at - first.at < limit.LONG_ENOUGH) return undefined;
	const before = new Map(first.rows.map((row) => [row.name, row]));
	const wraps = is32Bit(valueOf(readings.identity));
	return now.map((row) => {
		const { rx, tx } = growthOf(before.get(row.name) ?? row, row, wraps).added;
		return {
			name: row.name,
			// Drivers count the kinds among all errors, or apart from them.
			errors: Math.max(rx.errs, rx.frame + rx.fifo) + Math.max(tx.errs, tx.fifo + tx.carrier),
			...{ sendDrops: tx.drop, packets: rx.packets + tx.packets, sent: tx.packets },
		};
	});
}

function interfaceErrors(snapshot: Snapshot): readonly Finding[] | 'not looked' {
	return (
		failedIn(snapshot)
			?.filter(
				({ errors, packets }) =>
					errors >= limit.INTERFACE_ERRORS.least && errors > limit.INTERFACE_ERRORS.share * packets,
			)
			.map(({ name, errors, packets }) => ({
				id: `interface-errors:${name}`,
				severity: 'info' as const,
				title: `${name} had ${counted(errors, 'error')} in ${counted(packets, 'packet')}`,
				detail:
					'That points below IP: the radio, its driver, a cable. Switching it off and on, or another band, may help. Some drivers count what they filter.',
				evidence: on('interfaces', name),
			})) ?? 'not looked'
	);
}

function sendDrops(snapshot: Snapshot): readonly Finding[] | 'not looked' {
	return (
		failedIn(snapshot)
			?.filter(
				(row) =>
					row.sendDrops >= limit.SEND_DROPS.least &&
					row.sendDrops > limit.SEND_DROPS.share * (row.sent + row.sendDrops),
			)
			.map((row) => ({
				id: `send-drops:${row.name}`,
				severity: 'info' as const,
				title: `${row.name} dropped ${counted(row.sendDrops, 'packet')} that were to be sent`,
				detail: `${percent(row.sendDrops / (row.sent + row.sendDrops))} of what was sent, and lost for good. What is dropped on the way in is mostly filtered, and normal.`,
				evidence: on('interfaces', row.name),
			})) ?? 'not looked'
	);
}
