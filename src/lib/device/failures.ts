import type { ConnectionFailure } from '../model/failure.ts';
import { isNamed, messageOf } from './cause.ts';

/**
 * Why an open connection is over. A pulled cable shows as a transfer error, as a cancelled transfer or as a plain
 * end, depending on what the browser notices first; anything else is a phone that speaks another ADB than we do.
 */
export function lossOf(reason: unknown): ConnectionFailure {
	const ofTheCable = ['NetworkError', 'AbortError', 'NotFoundError', 'InvalidStateError'];
	const pulled = reason === undefined || ofTheCable.some((name) => isNamed(reason, name));
	return pulled ? { kind: 'unplugged' } : { kind: 'broken', message: messageOf(reason) };
}
