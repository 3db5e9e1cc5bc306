import type { Milliseconds } from '../base/units.ts';

/** How often a running command is told that we are still here. */
export const BEAT: Milliseconds = 5_000;

/** What the guard is told first: whoever can read it is really joined to us. */
export const HELLO = '\n';

/** What the guard is told to end its command cleanly. */
export const INTERRUPT = 'INT\n';

export interface GuardOptions {
	/** Seconds that the command may go on after the last word from us. */
	readonly patience?: number;
	/** Whether an `su` stands between adbd and the command. */
	readonly behindSu: boolean;
}

/**
 * A command that does not outlive us, however it was started and whoever it runs as.
 *
 * A watcher beside the command reads the stream's input. It kills the command when the input ends (stream closed,
 * cable pulled, adbd restarted) or when nothing came for `patience` seconds: over USB adbd does not notice that a
 * tab is gone, so a closed tab would leave tcpdump running. A line naming a signal is passed on, which needs neither
 * the pid here nor a second root shell there.
 *
 * - Behind an `su` it acts only after a first line: one that gives its command another input must not look like an end.
 * - `exec` keeps the pid, so `$$` is the command itself and its exit status is the shell's own.
 * - The whole process group goes where the command leads one, so that its children go too.
 * - mksh (every Android since 4.0) knows `read -t`.
 */
export function guarded(argv: readonly string[], options: GuardOptions): readonly string[] {
	return ['sh', '-c', script(options), 'sh', ...argv];
}

function script({ patience = 60, behindSu }: GuardOptions): string {
	const read = `read -r -t ${patience} s`;
	const listen = `while ${read}; do [ -z "$s" ] || kill -"$s" $$; done; kill -9 -$$ || kill -9 $$`;
	const watcher = `trap "" HUP INT; ${behindSu ? `${read} && { ${listen}; }` : listen}`;
	return `exec 3<&0; (${watcher}) <&3 3<&- >/dev/null 2>&1 & exec 3<&-; exec "$@" </dev/null`;
}
