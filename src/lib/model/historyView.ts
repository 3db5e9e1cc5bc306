import type { Bytes, EpochMs } from '../base/units.ts';
import type { App } from './app.ts';
import type { NetworkKind } from './netstats.ts';

/** How finely a history is shown: by the days of this computer's time zone, or by two hours, as Android books. */
export type HistoryStep = 'day' | 'hours';

/** Android's history, summed up for a chart and two tables. */
export interface HistoryView {
	/** When each step begins, without gaps. */
	readonly at: readonly EpochMs[];
	/** Bytes both ways per step: the apps that carried most, and all others (`app` undefined). */
	readonly series: readonly {
		readonly app: App | undefined;
		readonly values: readonly Bytes[];
	}[];
	/** Most bytes first. */
	readonly apps: readonly HistoryApp[];
	readonly networks: readonly HistoryNetwork[];
	/** Buckets that the phone did not tell. */
	readonly omitted: number;
	readonly doubts: readonly string[];
}

export interface HistoryApp {
	readonly app: App;
	readonly rxBytes: Bytes;
	readonly txBytes: Bytes;
	/** Both ways, while the app was in front; undefined where the books do not tell the two apart. */
	readonly foreground: Bytes | undefined;
	readonly mobile: Bytes;
	/** Begin of its last step with traffic. */
	readonly last: EpochMs;
}

export interface HistoryNetwork {
	readonly kind: NetworkKind;
	readonly name: string | undefined;
	readonly roaming: boolean;
	readonly rxBytes: Bytes;
	readonly txBytes: Bytes;
}
