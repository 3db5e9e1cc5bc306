import { shellLine } from '#lib/device/quote.ts';
import { probes } from '#lib/probes/index.ts';
import { ready } from '../e2e/steps.ts';
import { AdbHost } from '../phone/host/adb.ts';
import { PROFILE_NAMES, type ProfileName } from '../phone/start.ts';
import { introduce } from './adbProbes.ts';
import { inTime } from './inTime.ts';
import { joinPhone, type Joined } from './joined.ts';
import type { Plan } from './plan.ts';
import { median } from './statistics.ts';
import { timeSweep, type SweepTimes } from './sweepInPage.ts';
import type { Figure } from './table.ts';
import { ms, spread, times } from './words.ts';

/** Every page that asks. */
const PAGES = ['System', 'Firewall', 'Routing', 'Connections', 'Apps', 'Protocols', 'Interfaces'];
/** Milliseconds after which an answer that has not come is a failure, not a slow run. */
const PATIENCE = 60_000;

/** A page just loaded, a click on Connect, every page; then the phone is left again. */
async function timePages({ page, origin, phone }: Joined): Promise<SweepTimes> {
	const connect = page.getByRole('button', { name: `Connect …${phone.serial.slice(-4)} again` });
	await page.goto(origin);
	await ready(page);
	await connect.waitFor();
	const taken = await page.evaluate(timeSweep, {
		serial: phone.serial,
		pages: PAGES,
		patience: PATIENCE,
	});
	await page.getByRole('link', { name: 'Start' }).click();
	await page.getByRole('button', { name: 'Disconnect' }).click();
	await connect.waitFor();
	return taken;
}

/** The shell lines of every probe that needs no root, with the ones tried in vain before. */
async function linesOf(host: AdbHost): Promise<readonly string[]> {
	const lines: string[] = [];
	for (const { asks } of Object.values(probes)) {
		for (const { argv, root, parse } of asks) {
			if (root === true || argv.length === 0) continue;
			const line = shellLine(argv);
			lines.push(line);
			const { stdout } = await host.adb('shell', line);
			if (parse(stdout.toString().replaceAll('\r\n', '\n')).ok) break;
		}
	}
	return lines;
}

/** Milliseconds that a command takes on the phone itself, by its own clock. */
async function timeLine(host: AdbHost, line: string): Promise<number> {
	const script = `date +%s%N\n(${line}\n) </dev/null >/dev/null 2>&1\ndate +%s%N`;
	const { stdout } = await host.adb('shell', script);
	const [began = Number.NaN, ended = Number.NaN] = stdout
		.toString()
		.trim()
		.split(/\s+/)
		.map(Number);
	return (ended - began) / 1e6;
}

/** All of them, one after the other. */
async function timeLines(host: AdbHost, lines: readonly string[]): Promise<number> {
	let sum = 0;
	for (const line of lines) sum += await timeLine(host, line);
	return sum;
}

interface Sweeps {
	readonly page: readonly SweepTimes[];
	readonly own: readonly number[];
	readonly commands: number;
}

/** Site and phone in turns, so that whatever else this machine does meets both. The first turn does not count. */
async function timeProfile(profile: ProfileName, { runs, signal }: Plan): Promise<Sweeps> {
	await using joined = await joinPhone(profile);
	const { bus, phone } = joined;
	await inTime(timePages(joined), signal);
	await bus.unplug();
	await using host = await AdbHost.connect(phone);
	await inTime(introduce(host), signal);
	const page: SweepTimes[] = [];
	const own: number[] = [];
	let commands = 0;
	for (let run = 0; run < runs; run += 1) {
		await bus.plug();
		page.push(await inTime(timePages(joined), signal));
		await bus.unplug();
		await host.server('connect', host.serial);
		await host.adb('wait-for-device');
		const lines = await inTime(linesOf(host), signal);
		own.push(await inTime(timeLines(host, lines), signal));
		commands = lines.length;
		await host.server('disconnect', host.serial);
	}
	return { page, own, commands };
}

/** From a connected phone to every answer that it gives without root, for every kind of phone. */
export async function benchSweep(plan: Plan): Promise<readonly Figure[]> {
	const figures: Figure[] = [];
	for (const profile of PROFILE_NAMES) {
		const { page, own, commands } = await timeProfile(profile, plan);
		const sweeps = page.map((taken) => taken.answered - taken.ready);
		const over = median(sweeps) - median(own);
		const line = { runs: `${plan.runs}`, command: plan.command('sweep') };
		figures.push(
			{
				...line,
				what: `First sweep of every page, ${profile}`,
				ratio: `${times(median(sweeps) / median(own))} its commands; ${ms(over)} more`,
				here: spread(sweeps),
			},
			{
				...line,
				what: `  its ${commands} commands on the phone itself`,
				ratio: '1',
				here: spread(own),
			},
		);
	}
	return figures;
}
