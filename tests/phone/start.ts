// Starts a virtual phone: its Internet in one network namespace, itself in another, joined by a
// cable (veth) that the phone calls wlan0.
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { AuthPolicy, ControlAnswer, ControlRequest, PhoneConfig } from './control.ts';
import type { PhoneProcess } from './control.ts';
import { cableSetup, HOSTS, phoneSetup } from './network.ts';
import { ADB_SOCKET, CA_FILE, CONFIG, CONTROL_SOCKET } from './paths.ts';
import { loadProfile } from './profiles/load.ts';
import type { PhoneProfile, ProfileName } from './profiles/profile.ts';
import { NamespaceProcess } from './process.ts';
import { makeRoot } from './root.ts';
import { ruleSetup } from './routing.ts';

export type { AuthPolicy } from './control.ts';
export { canRunPhone } from './machine.ts';
export { PROFILE_NAMES } from './profiles/profile.ts';
export type { ProfileName } from './profiles/profile.ts';

const run = promisify(execFile);
const PROJECT = resolve(import.meta.dirname, '../..');
/** Longest path of a unix socket: `sun_path`, with its NUL. */
const SOCKET_PATH_MAX = 107;

export interface PhoneOptions {
	readonly profile: ProfileName;
	/** Where the phone's files go; by default a fresh temporary folder, removed by `stop`. */
	readonly folder?: string;
	/** Default: accept. */
	readonly auth?: AuthPolicy;
	/** Whether the daemon offers the feature delayed_ack, where the release has features. Default: yes. */
	readonly delayedAck?: boolean;
	/** The daemon's log on stderr. */
	readonly verbose?: boolean;
}

export interface Phone extends AsyncDisposable {
	/** Unix socket with the raw ADB byte stream. One host at a time; a new one ends the old one's session. */
	readonly socketPath: string;
	readonly profile: PhoneProfile;
	readonly serial: string;
	readonly model: string;
	/** A process in its namespaces, for nsenter(1): to look at the kernel beneath without asking the phone. */
	readonly pid: number;
	/** Taps "Allow" on the open dialog; false when there is none. */
	acceptKey(): Promise<boolean>;
	setAuth(policy: AuthPolicy): Promise<void>;
	/** Revokes every host's authorisation. */
	forgetKeys(): Promise<void>;
	/** Every command waits so long before it starts. */
	slow(ms: number): Promise<void>;
	/** What the root manager says to whoever runs su. */
	setRoot(policy: 'allow' | 'deny'): Promise<void>;
	/** The app of `uid` moves about `bytes` bytes to or from its server; resolves when it has. */
	burst(uid: number, bytes: number): Promise<void>;
	processes(): Promise<readonly PhoneProcess[]>;
	/** Ends the session as a pulled cable does; the socket takes a new host at once. */
	resetTransport(): Promise<void>;
	readFile(path: string): Promise<Buffer>;
	stop(): Promise<void>;
}

/** One request, one connection. Throws what the phone complains of. */
async function ask(path: string, request: ControlRequest): Promise<unknown> {
	const socket = connect(path);
	socket.end(`${JSON.stringify(request)}\n`);
	const said = await text(socket);
	if (said === '') throw new Error('the phone is gone');
	// The other end is android/control-socket.ts.
	const answer = JSON.parse(said) as ControlAnswer;
	if (!answer.ok) throw new Error(answer.error);
	return answer.value;
}

/** A certificate for the TLS server that the apps trust; lives as long as the phone. */
async function makeCertificate(folder: string): Promise<void> {
	const { name } = HOSTS.courier;
	const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
	const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
	const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
	await run('openssl', ['req', '-x509', '-days', '30', ...curve, ...subject, ...files]);
}

function startWorld(folder: string): NamespaceProcess {
	const main = join(import.meta.dirname, 'world/main.ts');
	return new NamespaceProcess(['--net'], [process.execPath, main, folder]);
}

function bootPhone(root: string, profile: PhoneProfile): NamespaceProcess {
	const boot = join(import.meta.dirname, 'boot.sh');
	return new NamespaceProcess(
		['--mount', '--net', '--pid', '--uts', '--ipc', '--fork', '--kill-child'],
		[
			'/bin/sh',
			boot,
			root,
			PROJECT,
			fs.realpathSync(process.execPath),
			profile.device,
			profile.name,
		],
	);
}

async function ipBatch(
	pid: number,
	commands: string,
	options: readonly string[] = [],
): Promise<void> {
	const ip = ['ip', ...options, '-batch', '-'];
	const running = run('nsenter', ['--net', '--target', String(pid), ...ip]);
	running.child.stdin?.end(commands);
	await running;
}

interface Joined {
	readonly phone: NamespaceProcess;
	readonly world: NamespaceProcess;
	readonly profile: PhoneProfile;
}

/** Lays the cable between the phone and its Internet, then lets the phone go on. */
async function joinNetworks({ phone, world, profile }: Joined): Promise<void> {
	await ipBatch(phone.pid, phoneSetup(profile, world.pid));
	await Promise.all([
		ipBatch(world.pid, cableSetup()),
		ipBatch(phone.pid, ruleSetup(profile, 4), ['-4']),
		ipBatch(phone.pid, ruleSetup(profile, 6), ['-6']),
	]);
	phone.say('go');
	await phone.said('ready');
}

function prepare(folder: string, profile: PhoneProfile, config: PhoneConfig): string {
	const root = join(folder, 'root');
	makeRoot(root, profile);
	fs.writeFileSync(join(root, CONFIG), JSON.stringify(config));
	return root;
}

function control(root: string): Omit<Phone, keyof Stationary> {
	const send = (request: ControlRequest): Promise<unknown> =>
		ask(join(root, CONTROL_SOCKET), request);
	const tell = async (request: ControlRequest): Promise<void> => {
		await send(request);
	};
	return {
		acceptKey: async () => (await send({ kind: 'acceptKey' })) === true,
		setAuth: (policy) => tell({ kind: 'setAuth', policy }),
		forgetKeys: () => tell({ kind: 'forgetKeys' }),
		slow: (ms) => tell({ kind: 'slow', ms }),
		setRoot: (policy) => tell({ kind: 'setRoot', policy }),
		burst: (uid, bytes) => tell({ kind: 'burst', uid, bytes }),
		processes: async () => (await send({ kind: 'processes' })) as readonly PhoneProcess[],
		resetTransport: () => tell({ kind: 'resetTransport' }),
		readFile: async (path) => Buffer.from(String(await send({ kind: 'readFile', path })), 'base64'),
	};
}

/** What does not go through the control socket. */
type Stationary = Pick<
	Phone,
	'socketPath' | 'profile' | 'serial' | 'model' | 'pid' | 'stop' | typeof Symbol.asyncDispose
>;

/** Starts a phone; resolves when a host may connect. Ask `canRunPhone` first. */
export async function startPhone(options: PhoneOptions): Promise<Phone> {
	const { auth = 'accept', delayedAck = true, verbose = false } = options;
	const profile = loadProfile(options.profile);
	const folder = options.folder ?? fs.mkdtempSync(join(tmpdir(), 'porthole-'));
	fs.mkdirSync(folder, { recursive: true });
	const root = prepare(folder, profile, { profile: profile.name, auth, delayedAck, verbose });
	const socketPath = join(root, ADB_SOCKET);
	if (socketPath.length > SOCKET_PATH_MAX) throw new Error(`too long for a socket: ${socketPath}`);

	const started: NamespaceProcess[] = [];
	const stop = async (): Promise<void> => {
		// The phone first: its apps would only complain that their Internet is gone.
		for (const process of started.toReversed()) await process.kill();
		if (options.folder === undefined) fs.rmSync(folder, { recursive: true, force: true });
	};
	let pid: number;
	try {
		await makeCertificate(folder);
		fs.copyFileSync(join(folder, 'cert.pem'), join(root, CA_FILE));
		const world = startWorld(folder);
		const phone = bootPhone(root, profile);
		started.push(world, phone);
		pid = phone.pid;
		await Promise.all([world.said('up'), phone.said('booted')]);
		await joinNetworks({ phone, world, profile });
	} catch (error) {
		await stop();
		throw error;
	}
	const { serial, model } = profile;
	return {
		...control(root),
		socketPath,
		profile,
		serial,
		model,
		pid,
		stop,
		[Symbol.asyncDispose]: stop,
	};
}
