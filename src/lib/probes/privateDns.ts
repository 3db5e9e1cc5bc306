import type { PrivateDnsSettings } from '../model/dns.ts';
import {
	parsePrivateDnsSettings,
	parseSettingsDump,
	parseSettingsList,
} from '../parse/settings.ts';
import type { Probe } from './probe.ts';

const ASK = `echo @@mode; settings get global private_dns_mode
echo @@specifier; settings get global private_dns_specifier
echo @@default; settings get global private_dns_default_mode`;

/** How the phone is told to encrypt its DNS. `settings` starts a virtual machine on old phones. */
export const privateDns: Probe<PrivateDnsSettings> = {
	id: 'privateDns',
	title: 'Private DNS',
	asks: [
		{ argv: ['sh', '-c', ASK], timeout: 30_000, parse: parsePrivateDnsSettings },
		{ argv: ['dumpsys', 'settings'], timeout: 30_000, parse: parseSettingsDump },
	],
	reads: [parseSettingsList],
	dumps: [{ service: 'settings' }, { title: 'SETTINGS', command: 'cmd settings list global' }],
};
