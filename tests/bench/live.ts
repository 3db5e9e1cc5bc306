import type { Page, Worker } from '@playwright/test';
import { setTimeout } from 'node:timers/promises';
import { connect, openPage, rowOf, startCapture, stopCapture } from '../e2e/steps.ts';
import { arrivalByTime } from './arrivals.ts';
import {
	arrivalsHeard,
	rowsSeen,
	tapCapture,
	watchRows,
	type Arrival,
	type RowSeen,
} from './inPage.ts';
import { inTime } from './inTime.ts';
import { joinPhone, type Joined } from './joined.ts';
import type { Plan } from './plan.ts';
import { percentile } from './statistics.ts';
import type { Figure } from './table.ts';
import { percentiles, times } from './words.ts';

const WEATHER = 10_145;
const WEATHER_HOST = 'data.weather.example';
/** Bytes of an exchange: a name lookup and a connection, a few packets each. */
const EXCHANGE = 400;
/** Below this a 99th percentile is no more than the worst one. */
const LEAST_FLOWS = 30;
const FLOWS_PER_RUN = 20;
/** Between two exchanges, in milliseconds: at random, for the page draws in a rhythm of its own. */
const PAUSE = { least: 50, most: 350 };

/** Every new flow that the page showed, with the bytes in which its packet reached the decoding thread. */
interface Measured {
	readonly rows: readonly RowSeen[];
	readonly arrivals: ReadonlyMap<number, Arrival>;
}

function decodingThread(page: Page): Worker | undefined {
	return page.workers().find((worker) => worker.url().includes('/decode.worker'));
}

/** Connects and captures on wlan0; the decoding thread tells what reaches it, where it was found. */
async function begin({ page, origin, phone }: Joined): Promise<Worker | undefined> {
	await page.goto(origin);
	await connect(page);
	await openPage(page, 'Capture');
	const thread = decodingThread(page);
	await thread?.evaluate(tapCapture);
	await startCapture(page, 'wlan0', '');
	await phone.burst(WEATHER, EXCHANGE);
	await rowOf(page, WEATHER_HOST).first().waitFor();
	await page.evaluate(watchRows);
	return thread;
}

/** One exchange after the other until the page has shown enough flows. */
async function makeFlows(
	{ page, phone }: Joined,
	wanted: number,
	signal: AbortSignal,
): Promise<readonly RowSeen[]> {
	for (;;) {
		const rows = await page.evaluate(rowsSeen);
		if (rows.length >= wanted) return rows;
		await inTime(phone.burst(WEATHER, EXCHANGE), signal);
		await setTimeout(PAUSE.least + Math.random() * (PAUSE.most - PAUSE.least));
	}
}

async function measure(wanted: number, signal: AbortSignal): Promise<Measured> {
	await using joined = await joinPhone('rooted-13');
	const thread = await inTime(begin(joined), signal);
	const rows = await makeFlows(joined, wanted, signal);
	await inTime(stopCapture(joined.page), signal);
	const heard = (await thread?.evaluate(arrivalsHeard)) ?? [];
	return { rows, arrivals: arrivalByTime(heard) };
}

/** From a packet on the phone's wire to its row on screen. */
export async function benchLive(plan: Plan): Promise<readonly Figure[]> {
	const wanted = Math.max(LEAST_FLOWS, FLOWS_PER_RUN * plan.runs);
	const { rows, arrivals } = await measure(wanted, plan.signal);
	const command = plan.command('live');
	const whole = rows.map(({ first, shown }) => shown - first);
	const split = rows.flatMap(({ first, shown }) => {
		const arrived = arrivals.get(first);
		if (arrived === undefined) return [];
		const { at, taken } = arrived;
		return [{ before: at - first, after: shown - at, taken }];
	});
	const share = (values: readonly number[]): string =>
		`${times(percentile(values, 0.5) / percentile(whole, 0.5))} the whole (p50)`;
	const part = (what: string, values: readonly number[]): Figure => ({
		what,
		ratio: values.length === 0 ? '' : share(values),
		here:
			values.length === 0 ? 'not split: its decoding thread was not found' : percentiles(values),
		runs: `${values.length} flows`,
		command,
	});
	return [
		{
			what: 'Packet on the wire to row on screen',
			ratio: '1',
			here: percentiles(whole),
			runs: `${whole.length} flows`,
			command,
		},
		part(
			'  wire to decoding thread',
			split.map(({ before }) => before),
		),
		part(
			'  decoding thread to row',
			split.map(({ after }) => after),
		),
		part(
			'    of it decoding',
			split.map(({ taken }) => taken),
		),
	];
}
