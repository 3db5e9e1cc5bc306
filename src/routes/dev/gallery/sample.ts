// Made-up rows and values for the gallery; the same on every visit.
import type { LoadRows } from '#lib/ui/shared/pager.ts';

export interface SampleApp {
	readonly uid: number;
	readonly name: string;
	readonly rx: number;
	readonly tx: number;
	readonly sockets: number;
	readonly dns: number;
	readonly mark: 'clear text' | 'DNS' | 'shared uid' | undefined;
	readonly course: readonly (number | null)[];
}

/** Numbers in [0, 1) that look like chance (Park and Miller, "minimal standard"). */
function chance(seed: number): () => number {
	let state = (seed % 2147483646) + 1;
	return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

const names = ['Video Player', 'Games Hub', 'Android System', 'Weather Now', 'Mail', 'Private DNS'];
const marks = [
	'DNS',
	undefined,
	'shared uid',
	'clear text',
	undefined,
	undefined,
	undefined,
] as const;

function sampleApp(index: number): SampleApp {
	const next = chance(index * 7919 + 13);
	return {
		uid: 10_000 + index,
		name: index < names.length ? (names[index] ?? '') : `App ${index}`,
		rx: Math.floor(14e6 * next() ** (3 + (index % 5))),
		tx: Math.floor(9e5 * next() ** 2),
		sockets: Math.floor(next() * 12),
		dns: next() ** 3,
		mark: marks[index % marks.length],
		course: Array.from({ length: 22 }, () => (next() < 0.04 ? null : next() ** 3)),
	};
}

export const sampleApps: readonly SampleApp[] = [
	...Array.from({ length: 36 }, (_, index) => sampleApp(index)),
	{ ...sampleApp(36), name: 'evil\u202egpj.exe <b>bold</b>\n=1+1' },
];

/** A million rows that nobody holds: each page is made when it is asked for, a little late. */
export const loadSampleApps: LoadRows<SampleApp> = async (from, count) => {
	await new Promise((done) => setTimeout(done, 150));
	const total = 1_000_000;
	const length = Math.max(0, Math.min(count, total - from));
	return { total, from, rows: Array.from({ length }, (_, i) => sampleApp(from + i)) };
};

/** 15:02:10 on a spring day, wherever the gallery is opened. */
export const sampleStart = new Date(2026, 2, 1, 15, 2, 10).getTime();
export const sampleTimes = Array.from({ length: 120 }, (_, i) => sampleStart + i * 2000);

export function sampleCourse(seed: number): readonly (number | null)[] {
	const next = chance(seed);
	return sampleTimes.map((_, i) => {
		const calm = next() * 60_000;
		const burst = next() > 0.94 ? 400_000 / seed : 0;
		const busy = i > 60 && i < 82 && seed === 1 ? 350_000 : 0;
		return i > 95 && i < 99 ? null : calm + burst + busy;
	});
}

export const hostile =
	'Refused\u001b[31m by \u202eSELinux\nscontext=u:r:shell:s0\ttcontext=u:object_r:proc_net:s0\n<script>alert(1)</script>';
