/** Resolves once `holds`, which is asked again when a state it has read changes: what a page would be told. */
export function until(holds: () => boolean): Promise<void> {
	return new Promise((resolve) => {
		const stop = $effect.root(() => {
			$effect(() => {
				if (!holds()) return;
				resolve();
				queueMicrotask(stop);
			});
		});
	});
}
