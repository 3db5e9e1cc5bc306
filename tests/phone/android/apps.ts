// Starts the apps as processes under their own uids, and makes them talk on command.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { BurstAnswer } from '../apps/app.ts';
import { NODE, SOURCES, TOOLS } from '../paths.ts';
import type { PhoneApp, PhoneProfile } from '../profiles/profile.ts';
import { INET_GID } from './ids.ts';

function startApp(app: PhoneApp, dnsOwner: PhoneProfile['dnsOwner']): ChildProcess {
	const { uid, program, process: name } = app;
	const identity = [`--reuid=${uid}`, `--regid=${uid}`, `--groups=${INET_GID}`];
	const command = [NODE, `${SOURCES}/apps/${program}.ts`];
	return spawn(`${TOOLS}/setpriv`, [...identity, '--', ...command], {
		cwd: '/',
		env: { APP_PROCESS: name, DNS_OWNER: dnsOwner },
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
	});
}

function isAnswer(message: unknown): message is BurstAnswer {
	return typeof message === 'object' && message !== null && 'id' in message;
}

/** The phone's running apps, by uid. */
export class Apps {
	readonly #children: ReadonlyMap<number, ChildProcess>;
	#nextId = 1;

	private constructor(children: ReadonlyMap<number, ChildProcess>) {
		this.#children = children;
	}

	/** The resolver first, if there is one: the others ask it at once. */
	static async start({ apps, dnsOwner }: PhoneProfile): Promise<Apps> {
		const children = new Map<number, ChildProcess>();
		for (const app of apps) {
			const child = startApp(app, dnsOwner);
			children.set(app.uid, child);
			if (app.program === 'netd') await once(child, 'message');
		}
		return new Apps(children);
	}

	/** One exchange of about `bytes` bytes by the app of `uid`; resolves when it is over. */
	burst(uid: number, bytes: number): Promise<void> {
		const child = this.#children.get(uid);
		if (child === undefined) throw new Error(`no app runs under uid ${uid}`);
		const id = this.#nextId++;
		return new Promise((resolve, reject) => {
			const settle = (act: () => void): void => {
				child.off('message', heard);
				child.off('exit', died);
				act();
			};
			const heard = (message: unknown): void => {
				if (!isAnswer(message) || message.id !== id) return;
				const { error } = message;
				settle(() => {
					if (error === undefined) resolve();
					else reject(new Error(error));
				});
			};
			const died = (): void => {
				settle(() => {
					reject(new Error(`the app of uid ${uid} died`));
				});
			};
			child.on('message', heard);
			child.on('exit', died);
			child.send({ id, bytes });
		});
	}
}
