import type { Bluetooth } from '../model/bluetooth.ts';
import { parseDumpsysBluetooth } from '../parse/dumpsysBluetooth.ts';
import type { Probe } from './probe.ts';

/** Whether Bluetooth is on, and how much the summary of its recent packets shows. */
export const bluetooth: Probe<Bluetooth> = {
	id: 'bluetooth',
	title: 'Bluetooth',
	asks: [
		{
			argv: ['dumpsys', 'bluetooth_manager'],
			timeout: 30_000,
			parse: parseDumpsysBluetooth,
		},
	],
	dumps: [{ service: 'bluetooth_manager' }],
};
