import type { RadioUse } from '../model/modem.ts';
import { parseBatterystatsCheckin } from '../parse/batterystatsCheckin.ts';
import { parseBatterystatsText } from '../parse/batterystatsText.ts';
import type { Probe } from './probe.ts';

/**
 * What the radios did since the last full charge. Never `--checkin`: it clears the statistics that wait to be sent;
 * `-c` writes the same and leaves them.
 */
export const modem: Probe<RadioUse> = {
	id: 'modem',
	title: 'Radio use',
	asks: [
		{ argv: ['dumpsys', 'batterystats', '-c'], timeout: 60_000, parse: parseBatterystatsCheckin },
		{
			argv: ['dumpsys', 'batterystats', '--charged'],
			timeout: 60_000,
			parse: parseBatterystatsText,
		},
	],
	dumps: [{ title: 'CHECKIN BATTERYSTATS' }, { service: 'batterystats' }],
};
