/** A callback that may live in another thread, where calling it gives a promise. */
export type Listener<T> = (value: T) => unknown;

/** Calls a listener whose troubles are its own: they must not stop what it is told of. */
export function tell<T>(listener: Listener<T>, value: T): void {
	void new Promise((resolve) => {
		resolve(listener(value));
	}).catch(() => undefined);
}
