/** Milliseconds since 1970-01-01 UTC; the fraction holds microseconds where the source has them. */
export type EpochMs = number;

/** A length of time in milliseconds. */
export type Milliseconds = number;

/** A count of bytes. Exact up to 2^53 - 1. */
export type Bytes = number;
