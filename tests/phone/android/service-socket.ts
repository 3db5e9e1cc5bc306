// Where the commands in /system/bin ask: NUL-ended words in, the asker's uid first, one line "exit stream" and the text out.
import { chmodSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { SERVICE_SOCKET } from '../paths.ts';
import type { PhoneProfile } from '../profiles/profile.ts';
import { complain } from './answer.ts';
import type { Answer, PhoneState } from './answer.ts';
import { COMMANDS } from './commands.ts';

function readSettings(folder: string): Map<string, string> {
	const lines = readFileSync(`${folder}/settings.txt`, 'utf8').trimEnd().split('\n');
	return new Map(
		lines.map((line) => {
			const equals = line.indexOf('=');
			return [line.slice(0, equals), line.slice(equals + 1)];
		}),
	);
}

async function answer(request: string, state: PhoneState): Promise<Answer> {
	const [uid, name = '', ...args] = request.split('\0').slice(0, -1);
	const command = COMMANDS[name];
	if (command === undefined) return complain(`${name}: inaccessible or not found\n`, 127);
	return command(args, state, Number(uid));
}

function serve(socket: Socket, state: PhoneState): void {
	const chunks: Buffer[] = [];
	socket.on('data', (chunk: Buffer) => chunks.push(chunk));
	socket.on('error', () => socket.destroy());
	socket.on('end', () => {
		void answer(Buffer.concat(chunks).toString(), state).then(({ exit, stream, text }) => {
			socket.end(`${exit} ${stream}\n${text}`);
		});
	});
}

export async function startServices(profile: PhoneProfile, folder: string): Promise<void> {
	const settings = readSettings(folder);
	const state: PhoneState = { profile, folder, settings, denied: new Set(), denyChain: false };
	const server = createServer({ allowHalfOpen: true }, (socket) => {
		serve(socket, state);
	});
	await new Promise<void>((resolve) => server.listen(SERVICE_SOCKET, resolve));
	chmodSync(SERVICE_SOCKET, 0o666);
}
