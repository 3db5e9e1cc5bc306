import { decodeAnswer, encodeCall, type Answer, type BusEvent, type Call } from './wire.ts';

/**
 * The shim's connection to the bus. One per page and one per worker, as each has its own handles. Without
 * a bus, or once it is gone, no device is present.
 */
export class Link {
	readonly #socket: WebSocket;
	readonly #open: Promise<void>;
	readonly #waiting = new Map<number, (answer: Answer) => void>();
	#lastId = 0;

	constructor(address: string, onEvent: (event: BusEvent) => void) {
		this.#socket = new WebSocket(address);
		this.#socket.binaryType = 'arraybuffer';
		this.#open = new Promise((resolve) => {
			for (const outcome of ['open', 'close']) {
				this.#socket.addEventListener(outcome, () => {
					resolve();
				});
			}
		});
		this.#socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
			if (typeof data === 'string') {
				// Our own bus speaks here: its messages are what wire.ts says.
				onEvent(JSON.parse(data) as BusEvent);
			} else {
				this.#settle(decodeAnswer(data));
			}
		};
		this.#socket.onclose = () => {
			this.#endAll();
			onEvent({ kind: 'present', devices: [] });
		};
	}

	/** Resolves with the bus's answer; with ESHUTDOWN once the bus is gone. */
	async call(call: Omit<Call, 'id'>): Promise<Answer> {
		await this.#open;
		const id = ++this.#lastId;
		if (this.#socket.readyState !== WebSocket.OPEN) {
			return { id, outcome: 'ESHUTDOWN', payload: new Uint8Array() };
		}
		return new Promise((resolve) => {
			this.#waiting.set(id, resolve);
			this.#socket.send(encodeCall({ ...call, id }));
		});
	}

	#settle(answer: Answer): void {
		this.#waiting.get(answer.id)?.(answer);
		this.#waiting.delete(answer.id);
	}

	#endAll(): void {
		for (const id of [...this.#waiting.keys()]) {
			this.#settle({ id, outcome: 'ESHUTDOWN', payload: new Uint8Array() });
		}
	}
}
