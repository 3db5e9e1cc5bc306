// From a service's name to what serves it: AOSP daemon/services.cpp.
import type { DaemonContext } from './daemon.ts';
import { rawCommand, shellV2 } from './shell.ts';
import type { Stream } from './stream.ts';
import { serveSync } from './sync.ts';
import { connectSocket, socketAddress } from './tcp.ts';

const SOURCE_BLOCK = Buffer.alloc(1024 * 1024, 0x5a);

/** `shell[,arg…]:command`; without `v2` the protocol of Android 6 and before. */
async function shell(stream: Stream, service: string, context: DaemonContext): Promise<void> {
	const colon = service.indexOf(':');
	const flags = service.slice(0, colon).split(',');
	const command = service.slice(colon + 1);
	await context.beforeCommand();
	if (stream.closed) return;
	const wantsPty = !flags.includes('raw') && (flags.includes('pty') || command === '');
	const { root, profile } = context;
	if (flags.includes('v2')) {
		await shellV2(stream, { command, root, wiring: wantsPty ? 'pty' : 'pipes' });
	} else {
		const cooked = wantsPty || profile.adb.shellV1 === 'cooked';
		await rawCommand(stream, { command, root, wiring: cooked ? 'pty' : 'merged' }, false);
	}
}

async function exec(stream: Stream, command: string, context: DaemonContext): Promise<void> {
	await context.beforeCommand();
	if (stream.closed) return;
	await rawCommand(stream, { command, root: context.root, wiring: 'merged' }, true);
}

async function say(stream: Stream, text: string): Promise<void> {
	stream.accept();
	await stream.write(Buffer.from(text));
	await stream.end();
}

/** `adb root`: only a debuggable build restarts its daemon, and the transport goes with it. */
async function root(stream: Stream, context: DaemonContext): Promise<void> {
	if (context.profile.build === 'user') {
		return say(stream, 'adbd cannot run as root in production builds\n');
	}
	if (context.root) return say(stream, 'adbd is already running as root\n');
	await say(stream, 'restarting adbd as root\n');
	context.restart({ root: true });
}

async function unroot(stream: Stream, context: DaemonContext): Promise<void> {
	if (!context.root) return say(stream, 'adbd not running as root\n');
	await say(stream, 'restarting adbd as non root\n');
	context.restart({ root: false });
}

/** Endless bytes, for measuring (no such service on a real phone). */
async function source(stream: Stream): Promise<void> {
	stream.accept();
	while (!stream.closed) await stream.write(SOURCE_BLOCK);
}

/** Swallows everything, for measuring (no such service on a real phone). */
function sink(stream: Stream): void {
	stream.onData = (bytes) => {
		stream.consumed(bytes.length);
	};
	stream.accept();
}

type Service = (stream: Stream, rest: string, context: DaemonContext) => Promise<void> | void;

const SERVICES: readonly (readonly [prefix: string, service: Service])[] = [
	['exec:', exec],
	['sync:', (stream, _, context) => serveSync(stream, context.root)],
	['reverse:', (stream, request, context) => context.reverse.handle(stream, request)],
	['root:', (stream, _, context) => root(stream, context)],
	['unroot:', (stream, _, context) => unroot(stream, context)],
	['source:', source],
	['sink:', sink],
];

export function openService(stream: Stream, service: string, context: DaemonContext): void {
	if (/^shell[,:]/.test(service)) {
		void shell(stream, service, context);
		return;
	}
	const match = SERVICES.find(([prefix]) => service.startsWith(prefix));
	if (match !== undefined) {
		const [prefix, serve] = match;
		void serve(stream, service.slice(prefix.length), context);
		return;
	}
	const address = socketAddress(service);
	if (address === undefined) stream.refuse();
	else connectSocket(stream, address);
}
