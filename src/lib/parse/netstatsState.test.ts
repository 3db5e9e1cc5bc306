import { expect, test } from 'vitest';
import { parseNetstatsState } from './netstatsState.ts';

const read = (text: string) => {
	const result = parseNetstatsState(text);
	return result.ok ? result.value : result.error;
};

test('interfaces on one line or one a line, each once', () => {
	const text =
		'All wifi interfaces:\n  wlan0 wlan1\nAll mobile interfaces:\n  rmnet1\n  rmnet1\n  v4-rmnet1\nStats Observers:\n  x\n';
	expect(read(text)).toMatchObject({
		wifi: ['wlan0', 'wlan1'],
		mobile: ['rmnet1', 'v4-rmnet1'],
		active: [],
	});
});

test('a release that lists none is not one without any', () => {
	expect(read('Active interfaces:\n')).toMatchObject({ wifi: undefined, mobile: undefined });
	expect(read('All mobile interfaces:\n  \n')).toMatchObject({ mobile: [] });
});

test.each([
	['  trafficStatsTotalCache: expiryDurationMs: 1000, maxEntries: 400', 1000],
	['  trafficstats.cache.uid expiryDurationMs=250', 250],
	['  trafficstats.cache.alwaysuse: true', undefined],
])('%s', (line, cache) => {
	expect(read(`Configs:\n${line}\n`)).toMatchObject({ cache });
});

test('how often and when Android collected', () => {
	const text =
		'Poll counts per reason:\n  PERIODIC: 31\n  GLOBAL_ALERT: 9\n\nRecent poll events:\n  14:31 - Poll(flags=2, PollEvent{reason=DUMPSYS})\n';
	expect(read(text)).toMatchObject({
		polls: [
			{ reason: 'PERIODIC', count: 31 },
			{ reason: 'GLOBAL_ALERT', count: 9 },
		],
		recentPolls: ['14:31 - Poll(flags=2, PollEvent{reason=DUMPSYS})'],
	});
});

test('what is no dump of netstats', () => {
	expect(read("Can't find service: netstats\n")).toMatchObject({ kind: 'absent' });
});
