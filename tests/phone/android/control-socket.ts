import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import type { Authenticator } from '../adbd/auth.ts';
import type { Daemon } from '../adbd/daemon.ts';
import type { ControlAnswer, ControlRequest } from '../control.ts';
import { CONTROL_SOCKET, SU_DENIED } from '../paths.ts';
import type { Apps } from './apps.ts';
import { listProcesses } from './processes.ts';

export interface Controlled {
	readonly daemon: Daemon;
	readonly authenticator: Authenticator;
	readonly apps: Apps;
}

/** Does what was asked; its value goes back to the asker. Throws what went wrong. */
function perform(request: ControlRequest, phone: Controlled): unknown {
	const { daemon, authenticator, apps } = phone;
	switch (request.kind) {
		case 'acceptKey':
			return authenticator.acceptOffer();
		case 'forgetKeys':
			authenticator.forgetKeys();
			return undefined;
		case 'setAuth':
			authenticator.policy = request.policy;
			return undefined;
		case 'resetTransport':
			daemon.unplug();
			return undefined;
		case 'slow':
			daemon.slowness = request.ms;
			return undefined;
		case 'setRoot':
			if (request.policy === 'deny') writeFileSync(SU_DENIED, '');
			else rmSync(SU_DENIED, { force: true });
			return undefined;
		case 'burst':
			return apps.burst(request.uid, request.bytes);
		case 'processes':
			return listProcesses();
		case 'readFile':
			return readFileSync(request.path).toString('base64');
	}
}

async function answer(line: string, phone: Controlled): Promise<ControlAnswer> {
	try {
		// Only our own start.ts speaks here, with these types.
		const value = await perform(JSON.parse(line) as ControlRequest, phone);
		return { ok: true, value };
	} catch (error) {
		return { ok: false, error: error instanceof Error ? error.message : String(error) };
	}
}

export async function startControl(phone: Controlled): Promise<void> {
	const server = createServer({ allowHalfOpen: true }, (socket) => {
		socket.on('error', () => socket.destroy());
		createInterface({ input: socket }).on('line', (line) => {
			void answer(line, phone).then((said) => socket.end(`${JSON.stringify(said)}\n`));
		});
	});
	await new Promise<void>((resolve) => server.listen(CONTROL_SOCKET, resolve));
	chmodSync(CONTROL_SOCKET, 0o600);
}
