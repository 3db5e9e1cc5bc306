import type { Wifi } from '../model/wifi.ts';
import { parseWifiStatus } from '../parse/wifiStatus.ts';
import type { Probe } from './probe.ts';

/** The dump is megabytes, with every network that was ever joined: the phone's own shell keeps the two lines that matter. */
const STATUS_LINES = `dumpsys wifi | while IFS= read -r line; do
	case $line in
		Wi-Fi\\ is\\ * | SSID:\\ *) print -r -- "$line" ;;
		*mWifiInfo\\ *) print -r -- "$line"; break ;;
	esac
done`;

/** Whether the phone is on Wi-Fi, and how well. */
export const wifi: Probe<Wifi> = {
	id: 'wifi',
	title: 'Wi-Fi',
	asks: [
		{ argv: ['cmd', 'wifi', 'status'], parse: parseWifiStatus },
		{ argv: ['sh', '-c', STATUS_LINES], timeout: 60_000, parse: parseWifiStatus },
	],
	dumps: [{ service: 'wifi' }],
};
