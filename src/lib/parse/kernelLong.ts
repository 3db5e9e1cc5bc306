/**
 * A `long` of the kernel, signed or not; undefined where it is no number, or too big to be exact (2^53). A sum over
 * CPUs that fell below zero is printed just under 2^64: it is read as the negative number that it is.
 */
export function kernelLong(text: string | undefined): number | undefined {
	if (text === undefined || !/^-?\d{1,20}$/.test(text)) return undefined;
	const plain = Number(text) + 0;
	if (Number.isSafeInteger(plain)) return plain;
	const signed = Number(BigInt.asIntN(64, BigInt(text)));
	return Number.isSafeInteger(signed) ? signed : undefined;
}
