import type { Difference } from './compare.ts';

/**
 * Every known difference between tshark 4.0 and us, with why it is one. What no longer differs must leave the list,
 * so that it never hides a new difference.
 */
export const DIFFERENCES: readonly Difference[] = [];
