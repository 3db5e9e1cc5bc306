// What a reader of content says of the bytes it was shown.

/** Not what it reads, or damaged beyond reading: it need not be asked again in this direction. */
export const NONE: u32 = 0;
/** It may be, but more bytes are needed. */
export const MORE: u32 = 1;
/** Everything that is wanted of this direction was read. */
export const DONE: u32 = 2;
/** `consumed` bytes are done with, which may be more than are there yet; what comes behind them is wanted too. */
export const NEXT: u32 = 3;
/** How long what follows is cannot be told: ask again with the beginning of every segment to come. */
export const SEEK: u32 = 4;

/** Of the last verdict that was NEXT. */
export let consumed: u32 = 0;

export function next(bytes: u32): u32 {
	consumed = bytes;
	return NEXT;
}

/** The flow of which a reader said, since `begin`, that something else begins with the next segments; 0: of none. */
export let turned: usize = 0;
/** May that be anything? Otherwise it is TLS. */
export let isAnew: bool = false;

/** Readers are about to be asked. */
export function begin(): void {
	turned = 0;
}

/**
 * For readers, while they are asked about `flow`: what follows in both directions may be TLS (STARTTLS, CONNECT), from
 * the next segment on; whoever calls this is not asked again, whatever its verdict. A reader that is done with a
 * direction need not call it for that direction: TLS is looked for behind it anyway.
 */
export function startTls(flow: usize): void {
	turned = flow;
	isAnew = false;
}

/** The same of what a proxy passes on: a stream of its own, of which nothing is known. */
export function startAnew(flow: usize): void {
	turned = flow;
	isAnew = true;
}
