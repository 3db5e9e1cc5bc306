// What every app process does: a rhythm of its own, and one exchange on command.
/** Between two exchanges that nobody asked for. */
const RHYTHM_MS = 3000;
const RHYTHM_BYTES = 2048;

/** The phone asks the app to talk now. */
export interface BurstRequest {
	readonly id: number;
	readonly bytes: number;
}

export interface BurstAnswer {
	readonly id: number;
	readonly error?: string;
}

function isBurst(message: unknown): message is BurstRequest {
	return typeof message === 'object' && message !== null && 'id' in message && 'bytes' in message;
}

async function answer(request: BurstRequest, exchange: Exchange): Promise<BurstAnswer> {
	try {
		await exchange(request.bytes);
		return { id: request.id };
	} catch (error) {
		return { id: request.id, error: String(error) };
	}
}

/** Brings about `bytes` bytes of payload from its server, and resolves when they are there. */
export type Exchange = (bytes: number) => Promise<void>;

/** Names the process and lets it talk: now, in its rhythm, and when asked. */
export function runApp(exchange: Exchange, rhythmBytes = RHYTHM_BYTES): void {
	const name = process.env['APP_PROCESS'];
	if (name !== undefined) process.title = name;
	process.on('message', (message) => {
		if (isBurst(message)) void answer(message, exchange).then((done) => process.send?.(done));
	});
	process.on('disconnect', () => process.exit());
	const talk = (): void => {
		// A missed beat is nothing an app would die of.
		exchange(rhythmBytes).catch((error: unknown) => {
			console.error(name, String(error));
		});
	};
	talk();
	setInterval(talk, RHYTHM_MS);
}
