// The small shapes that everything in a snapshot is made of.
import * as v from 'valibot';
import { uid } from '../model/uid.ts';
import { MAX_TEXT } from './limits.ts';

type Schema = v.GenericSchema;

/** Read-only all the way down, as the model is; a schema's own input type is not. */
export type Frozen<T> = { readonly [Key in keyof T]: Frozen<T[Key]> };

export const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest));

export const list = <const Item extends Schema>(item: Item, most: number) =>
	v.pipe(v.array(item), v.maxLength(most));

/** Absent in JSON is `undefined` in the model: the key is there, so that two equal snapshots look equal. */
export const maybe = <const Inner extends Schema>(inner: Inner) =>
	v.optional(inner, () => undefined);

/** What files of an older copy do not have: absent stays absent. */
export const later = <const Inner extends Schema>(inner: Inner) => v.optional(inner);

/** An element of a list that may be nothing: JSON writes `null` there. */
export const orNothing = <const Inner extends Schema>(inner: Inner) =>
	v.pipe(
		v.nullish(inner),
		v.transform((value) => value ?? undefined),
	);

/** A number of things: whole, never negative, exact. */
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Whole and exact; some of the kernel's numbers are negative. */
export const wholeNumber = v.pipe(v.number(), v.safeInteger());

export const integer = (least: number, most: number) =>
	v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** Milliseconds since 1970, at most what a `Date` can show (ECMA-262 21.4.1.1). */
export const time = v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15));

/** Milliseconds, at most between any two times. */
export const span = time;

/** A time by the clock of a capture, which may stand anywhere, before 1970 too. */
export const moment = v.pipe(v.number(), v.minValue(-8.64e15), v.maxValue(8.64e15));

/** Milliseconds between two times of a capture, whose clock may have been set in between: forward or back, by any amount. */
export const difference = v.pipe(v.number(), v.finite());

/** The same where the later one is known to be the later. */
export const lapse = v.pipe(v.number(), v.finite(), v.minValue(0));

/** The kernel's are unsigned, Android's own special ones negative (`TrafficStats.UID_REMOVED` is -4). */
export const anyUid = v.pipe(integer(-(2 ** 31), 2 ** 32 - 1), v.transform(uid));

/** As the kernel prints it: `%u`. */
export const kernelUid = v.pipe(integer(0, 2 ** 32 - 1), v.transform(uid));

/** A text out of packets or a capture file, as the core keeps it. */
export const said = text(MAX_TEXT.said);
export const sentence = text(MAX_TEXT.sentence);
export const word = text(MAX_TEXT.word);

export const endpoint = v.object({
	// 45 characters: the longest text of an IPv6 address (RFC 4291 2.2, form 3).
	address: v.pipe(v.string(), v.maxLength(45), v.ip()),
	port: integer(0, 65_535),
});
