import type { SectionHead } from './section.ts';

/** A file of an AndroidQF acquisition that is the whole answer to one command. */
interface Acquired extends SectionHead {
	readonly file: string;
}

const file = (name: string, title: string, command: string): Acquired => ({
	...{ file: name, title, command },
	service: undefined,
});

/**
 * What AndroidQF's modules write (github.com/mvt-project/androidqf, `modules/`), as sections of a bug report: those
 * that are one get its title. `dumpsys.txt` is cut into services as a bug report is.
 */
export const ACQUIRED_FILES: readonly Acquired[] = [
	file('getprop.txt', 'SYSTEM PROPERTIES', 'getprop'),
	file('packages.json', 'PACKAGES', 'packages.json'),
	file('processes.json', 'PROCESSES', 'processes.json'),
	file('processes.txt', 'PROCESSES', 'ps'),
	file('settings_global.txt', 'SETTINGS', 'cmd settings list global'),
	file('settings_secure.txt', 'SETTINGS', 'cmd settings list secure'),
	file('settings_system.txt', 'SETTINGS', 'cmd settings list system'),
	file('env.txt', 'ENVIRONMENT', 'env'),
	file('services.txt', 'SERVICES', 'service list'),
	file('selinux.txt', 'SELINUX', 'getenforce'),
];

export const ACQUIRED_DUMPSYS = 'dumpsys.txt';
export const ACQUISITION = 'acquisition.json';
/** The bug report that it took. */
export const ACQUIRED_REPORT = 'bugreport.zip';
