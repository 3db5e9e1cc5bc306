import { AdbHost } from '../phone/host/adb.ts';
import { PROFILE_NAMES, type ProfileName } from '../phone/start.ts';
import { ready } from '../e2e/steps.ts';
import { introduce, timeAdb, type AdbTimes } from './adbProbes.ts';
import { timeToApps, type ConnectTimes } from './inPage.ts';
import { inTime } from './inTime.ts';
import { joinPhone, type Joined } from './joined.ts';
import type { Plan } from './plan.ts';
import { median } from './statistics.ts';
import type { Figure } from './table.ts';
import { spread, times } from './words.ts';

const COURIER = { uid: 10_123, app: 'com.example.courier' };
/** Milliseconds after which a phone that has not shown its apps is a failure, not a slow run. */
const PATIENCE = 60_000;

/** A page just loaded, a click on Connect, the Apps page; then the phone is left again. */
async function timePage({ page, origin, phone }: Joined): Promise<ConnectTimes> {
	await page.goto(origin);
	await ready(page);
	await page.getByRole('button', { name: `Connect …${phone.serial.slice(-4)} again` }).waitFor();
	const taken = await page.evaluate(timeToApps, {
		...COURIER,
		serial: phone.serial,
		patience: PATIENCE,
	});
	await page.getByRole('link', { name: 'Start' }).click();
	await page.getByRole('button', { name: 'Disconnect' }).click();
	await page.getByRole('button', { name: `Connect …${phone.serial.slice(-4)} again` }).waitFor();
	return taken;
}

/**
 * Site and adb in turns, so that whatever else this machine does meets both. The first turn of each makes and
 * shows its key, which later ones have, and does not count.
 */
async function timeProfile(
	profile: ProfileName,
	{ runs, signal }: Plan,
): Promise<{ readonly page: readonly ConnectTimes[]; readonly adb: readonly AdbTimes[] }> {
	await using joined = await joinPhone(profile);
	const { bus, phone } = joined;
	await inTime(timePage(joined), signal);
	await bus.unplug();
	await using host = await AdbHost.connect(phone);
	await inTime(introduce(host), signal);
	const page: ConnectTimes[] = [];
	const adb: AdbTimes[] = [];
	for (let run = 0; run < runs; run += 1) {
		await bus.plug();
		page.push(await inTime(timePage(joined), signal));
		await bus.unplug();
		adb.push(await inTime(timeAdb(host), signal));
	}
	return { page, adb };
}

/** From the click on Connect to the first full Apps page, for every kind of phone. */
export async function benchConnect(plan: Plan): Promise<readonly Figure[]> {
	const figures: Figure[] = [];
	for (const profile of PROFILE_NAMES) {
		const { page, adb } = await timeProfile(profile, plan);
		const apps = page.map((taken) => taken.apps);
		const five = adb.map((taken) => taken.five);
		const two = adb.map((taken) => taken.two);
		const line = { runs: `${plan.runs}`, command: plan.command('connect') };
		const ratio = times(median(apps) / median(five));
		figures.push(
			{
				...line,
				what: `Connect to Apps, ${profile}`,
				ratio: `${ratio} adb's five; ${times(median(apps) / median(two))} its two`,
				here: spread(apps),
			},
			{
				...line,
				what: '  of it until the phone is ready',
				ratio: `${times(median(page.map((taken) => taken.ready)) / median(apps))} the whole`,
				here: spread(page.map((taken) => taken.ready)),
			},
			{ ...line, what: '  adb, connect and five probes', ratio: '1', here: spread(five) },
			{
				...line,
				what: '  adb, connect and the two for Apps',
				ratio: `${times(median(two) / median(five))} adb's five`,
				here: spread(two),
			},
		);
	}
	return figures;
}
