import { assert } from '#lib/base/assert.ts';
import { err, type Result } from '#lib/base/result.ts';
import type { EpochMs } from '#lib/base/units.ts';
import { appsOf, type AppLookup } from '#lib/analysis/apps.ts';
import { clockOffset, onPhoneClock } from '#lib/analysis/clock.ts';
import { connectionsOf } from '#lib/analysis/connections.ts';
import { findingsOf } from '#lib/analysis/findings.ts';
import { firewallOf } from '#lib/analysis/firewall.ts';
import { interfacesOf } from '#lib/analysis/interfaces.ts';
import { protocolsOf } from '#lib/analysis/protocolsSeen.ts';
import { socketDoubts } from '#lib/analysis/socketSource.ts';
import { timelineOf } from '#lib/analysis/timeline.ts';
import { appUsagesOf, hostsOf, stepsOf } from '#lib/analysis/usageByApp.ts';
import { startDecoder } from '#lib/decode/thread.ts';
import { startDevice } from '#lib/device/thread.ts';
import type { AppUsage, HostTraffic, Timeline } from '#lib/model/appUsage.ts';
import type { Connection } from '#lib/model/connection.ts';
import type { ConnectionSeen } from '#lib/model/connectionSeen.ts';
import type { Findings } from '#lib/model/finding.ts';
import type { FirewallView } from '#lib/model/firewallView.ts';
import type { InterfacesSeen } from '#lib/model/interfaceSeen.ts';
import type { Package } from '#lib/model/app.ts';
import type { ProtocolsSeen } from '#lib/model/protocolSeen.ts';
import { valueOf, type ProbeId } from '#lib/model/reading.ts';
import type { Snapshot } from '#lib/model/snapshot.ts';
import type { FlowTable } from '#lib/ports/decoder.ts';
import type { CaptureOptions } from '#lib/ports/device.ts';
import type { GivenFile } from '#lib/ports/report.ts';
import { explain } from '#lib/snapshot/failure.ts';
import { writeSnapshotFile, type SaveProgress } from '#lib/snapshot/file.ts';
import { encodeLink } from '#lib/snapshot/link.ts';
import { listed } from '#lib/snapshot/linkWords.ts';
import { namesOf } from './appNames.ts';
import { BugReportSession } from './bugReport.svelte.ts';
import { CaptureSession } from './capture.svelte.ts';
import { fileNameOf } from './fileName.ts';
import { OpenedSession } from './opened.svelte.ts';
import { PhoneSession } from './phone.svelte.ts';
import { Questions } from './questions.svelte.ts';
import { RecordingSession } from './recording.svelte.ts';
import { systemFactsOf, type SystemFacts } from './systemFacts.ts';
import { WatchSession } from './watch.svelte.ts';

/** Apps that get a series of their own in the timeline: as many as there are colours. */
const TIMELINE_APPS = 6;

const NO_FINDINGS: Findings = { findings: [], passed: [], notLooked: [] };

/** Flows as they are now. */
export interface FlowView extends FlowTable {
	/** Differs between two states of the same flows. */
	readonly revision: string;
}

export interface SaveOptions {
	readonly onProgress?: SaveProgress;
	readonly signal?: AbortSignal;
}

/**
 * Everything this tab knows. Joins the phone (live) and what was opened (file, sample, link) into the one
 * snapshot that every page renders.
 */
export class Porthole {
	readonly phone = new PhoneSession(startDevice, (connection) => {
		void this.#connectionChanged(connection);
	});
	readonly watch = new WatchSession(() => {
		void this.#attribute();
	});
	/** What pages asked the phone besides what is watched. */
	readonly questions = new Questions(this.watch);
	readonly liveCapture = new CaptureSession(startDecoder);
	readonly bugReport = new BugReportSession();
	readonly recording = new RecordingSession(this.liveCapture);
	readonly opened = new OpenedSession(new CaptureSession(startDecoder));
	#shows = $state<'phone' | 'opened'>('phone');
	#attributed = $state(0);
	/** When the connection that is watched became ready. */
	#begunAt: EpochMs | undefined;

	/** What the pages show; undefined before anything was connected or opened. */
	readonly snapshot: Snapshot | undefined = $derived(
		this.#shows === 'phone' ? this.#live() : this.opened.snapshot,
	);

	/** Whether the snapshot is the phone's, now. */
	readonly live: boolean = $derived(this.#shows === 'phone' && this.snapshot !== undefined);

	readonly #packages: readonly Package[] = $derived(packagesOf(this.snapshot));

	/** Names for uids, by the packages of the snapshot. */
	readonly apps: AppLookup = $derived(appsOf(this.#packages));

	/** The Apps page's rows. */
	readonly usage: readonly AppUsage[] = $derived(
		this.snapshot === undefined ? [] : appUsagesOf(this.snapshot, this.apps),
	);

	/** Who the packets of the capture went to and came from, the largest first. */
	readonly hosts: readonly HostTraffic[] = $derived(hostsOf(this.snapshot?.capture?.flows ?? []));

	/** The Connections page's rows. */
	readonly connections: readonly ConnectionSeen[] = $derived(
		this.snapshot === undefined ? [] : connectionsOf(this.snapshot, this.apps),
	);

	/** The System page's verdicts. */
	readonly system: SystemFacts = $derived(systemFactsOf(this.snapshot?.readings));

	/** Who is held back by what: the Firewall page. */
	readonly firewall: FirewallView = $derived(firewallOf(this.snapshot?.readings ?? {}, this.apps));

	/** The Interfaces page's rows; undefined before anything was connected or opened. */
	readonly interfaces: InterfacesSeen | undefined = $derived(
		this.snapshot && interfacesOf(this.snapshot),
	);

	/** The Protocols page's rows. */
	readonly protocols: ProtocolsSeen | undefined = $derived(
		this.snapshot && protocolsOf(this.snapshot),
	);

	/** What the list of sockets leaves out by the way it was asked. */
	readonly socketDoubts: readonly string[] = $derived.by(() => {
		const reading = this.snapshot?.readings.sockets;
		return reading === undefined ? [] : socketDoubts(reading);
	});

	/** Bytes per second by app, over the watch. */
	readonly timeline: Timeline = $derived(
		timelineOf(this.snapshot === undefined ? [] : stepsOf(this.snapshot), this.apps, TIMELINE_APPS),
	);

	/** What is worth a look, most important first. */
	readonly findings: Findings = $derived(
		this.snapshot === undefined ? NO_FINDINGS : findingsOf(this.snapshot, this.apps),
	);

	/** The flows by pages: another object whenever there may be other rows (more packets, owners found). */
	readonly flows: FlowView = $derived.by(() => {
		const live = this.#shows === 'phone';
		const table = live ? this.liveCapture : this.opened.tableOf(this.#names());
		const packets = this.snapshot?.capture?.summary.packets ?? 0;
		return {
			revision: `${packets} packets, told their apps ${this.#attributed} times`,
			page: (query, from, count) => table.page(query, from, count),
		};
	});

	get shows(): 'phone' | 'opened' {
		return this.#shows;
	}

	/** The link that is shown, `#s=...`, or empty: part of every address, so that a reload shows it again. */
	readonly fragment: string = $derived(this.#shows === 'opened' ? this.opened.fragment : '');

	/** Whether there is something of a phone to go back to from an opened file. */
	readonly hasPhone: boolean = $derived(
		this.watch.serial !== undefined || this.liveCapture.value !== undefined,
	);

	/** Whether a phone is there that will answer what was not answered yet. */
	readonly asking: boolean = $derived(this.live && this.phone.connection.kind === 'ready');

	/** Asks the connected phone what it was not asked yet; a page says so when it opens. */
	async want(ids: readonly ProbeId[]): Promise<void> {
		if (this.asking) this.questions.want(await this.phone.thread, ids);
	}

	async askAgain(ids: readonly ProbeId[]): Promise<void> {
		if (this.asking) this.questions.ask(await this.phone.thread, ids);
	}

	/** Root for this phone, from now on: its `su` may ask its person. What needed it is asked again. */
	async allowRoot(): Promise<void> {
		const thread = await this.phone.thread;
		if (await thread.device.obtainRoot()) {
			this.questions.allowRoot(thread);
			if (this.watch.watching) await this.watch.watch(thread, true);
		} else this.questions.refuseRoot();
		await this.watch.climb(thread);
	}

	/** No root for this phone any more. */
	async takeBackRoot(): Promise<void> {
		this.questions.takeBackRoot();
		if (this.watch.watching) await this.watch.watch(await this.phone.thread, false);
	}

	/** Asks the phone for the interfaces tcpdump can capture on; as root, for which `su` may ask its person. */
	async prepareCapture(): Promise<void> {
		const thread = await this.phone.thread;
		await this.recording.listInterfaces(thread);
		await this.watch.climb(thread);
	}

	/** Opens a snapshot, a capture or a bug report; the phone stays connected behind it. */
	async openFile(file: File): Promise<void> {
		this.#shows = 'opened';
		await this.opened.open(file, file.name);
		await this.#nameApps(this.opened.capture);
	}

	/** Opens what another tool took of a phone, as a folder of files. */
	async openFolder(files: readonly GivenFile[], name: string): Promise<void> {
		this.#shows = 'opened';
		await this.opened.openFolder(files, name);
	}

	async openSample(url: string): Promise<void> {
		this.#shows = 'opened';
		await this.opened.openSample(url);
		await this.#nameApps(this.opened.capture);
	}

	async openLink(fragment: string): Promise<void> {
		this.#shows = 'opened';
		await this.opened.openLink(fragment);
	}

	async openLeftover(id: string, name: string): Promise<void> {
		this.#shows = 'opened';
		await this.opened.openLeftover(id, name);
	}

	/** Lets the person choose a phone and shows it. */
	async choosePhone(): Promise<void> {
		const serial = await this.phone.choose();
		if (serial !== undefined) await this.connectPhone(serial);
	}

	async connectPhone(serial: string): Promise<void> {
		await this.closeOpened();
		await this.phone.connect(serial);
	}

	/** Watches again, or no longer: each look costs the phone a little. */
	async toggleWatch(): Promise<void> {
		const thread = await this.phone.thread;
		await (this.watch.watching
			? this.watch.pause(thread)
			: this.watch.watch(thread, this.questions.rootAllowed));
	}

	/** Back from a file to the phone. */
	async closeOpened(): Promise<void> {
		this.#shows = 'phone';
		await this.opened.close();
	}

	async startCapture(options: CaptureOptions): Promise<void> {
		const thread = await this.phone.thread;
		await this.recording.start(thread, options);
		await this.#nameApps(this.liveCapture);
		await this.#attribute();
	}

	/** Restarts the phone's adbd as root (`adb root`) and comes back; what the phone said, where it refused. */
	async restartAsRoot(): Promise<void> {
		await this.recording.restartAsRoot(await this.phone.thread);
	}

	/** Lets the phone make a bug report: a file to open; undefined where it came to nothing. */
	async takeBugReport(): Promise<File | undefined> {
		return this.bugReport.take(await this.phone.thread);
	}

	async cancelBugReport(): Promise<void> {
		await this.bugReport.cancel(await this.phone.thread);
	}

	async stopCapture(): Promise<void> {
		await this.recording.stop(await this.phone.thread);
	}

	/** The snapshot as a `.porthole` file, with the capture's own bytes in it; or why not, in words. */
	async save(options: SaveOptions = {}): Promise<Result<Blob, string>> {
		assert(this.snapshot, 'there is something to save');
		const source = this.#shows === 'phone' ? this.liveCapture : this.opened.capture;
		const kept = await source.keep();
		const snapshot = { ...this.snapshot, capture: kept.capture ?? this.snapshot.capture };
		const file = await writeSnapshotFile(snapshot, kept.bytes, options.onProgress, options.signal);
		return file.ok ? file : err(explain(file.error));
	}

	get fileName(): string {
		return fileNameOf(this.snapshot?.takenAt ?? Date.now());
	}

	/** The share link's fragment, how big it is, and what had no room in it, in words. */
	link(): { readonly fragment: string; readonly size: number; readonly leftOut: string } {
		assert(this.snapshot, 'there is something to share');
		const { fragment, size, leftOut } = encodeLink(this.snapshot);
		return { fragment, size, leftOut: listed(leftOut) ?? '' };
	}

	#live(): Snapshot | undefined {
		const { readings, ladder, log } = this.watch;
		if (this.watch.serial === undefined && this.liveCapture.value === undefined) return undefined;
		return {
			version: 1,
			takenAt: log?.usage.at(-1)?.at ?? Date.now(),
			origin: { kind: 'phone' },
			ladder,
			readings,
			watch: log,
			capture: this.liveCapture.value,
		};
	}

	async #connectionChanged(connection: Connection): Promise<void> {
		if (connection.kind === 'ready') {
			const { serial, since } = connection;
			// The same connection told again: its way to root was found meanwhile.
			if (since === this.#begunAt) return;
			this.#begunAt = since;
			this.recording.forget();
			// Another phone's capture is no part of this one's snapshot; its recording stays on disk.
			if (serial !== this.watch.serial) await this.liveCapture.close();
			await this.watch.begin(await this.phone.thread, serial, this.questions.allows(serial));
			return;
		}
		if (connection.kind === 'none' || connection.kind === 'failed') {
			this.watch.end();
			this.questions.end();
			await this.recording.lost('The phone was unplugged or left.');
		}
	}

	/** Sockets were seen: flows of the live capture may now find their app. */
	async #attribute(): Promise<void> {
		const { log, readings } = this.watch;
		if (this.liveCapture.summary === undefined || log === undefined) return;
		const offset = clockOffset(readings.identity);
		await this.liveCapture.attribute(onPhoneClock(log.sightings, offset));
		this.#attributed += 1;
	}

	async #nameApps(capture: CaptureSession): Promise<void> {
		await capture.nameApps(this.#names());
		this.#attributed += 1;
	}

	/** Names of the uids that have a package, and of the system's own that carried something. */
	#names(): ReadonlyMap<number, string> {
		const uids = [...this.#packages.map(({ uid }) => uid), ...this.usage.map(({ app }) => app.uid)];
		return namesOf(uids, this.apps);
	}
}

function packagesOf(snapshot: Snapshot | undefined): readonly Package[] {
	return valueOf(snapshot?.readings.packages) ?? [];
}
