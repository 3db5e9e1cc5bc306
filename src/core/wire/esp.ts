// ESP inside UDP, RFC 3948 2 and RFC 4303 2: a security association, a number that grows, and nothing else to see.
import { be32 } from '../memory/bytes';

const SPI: usize = 0;
const SEQUENCE: usize = 4;
/** SPI, number, and the least that is encrypted and authenticated. */
const MIN_LENGTH: u32 = 28;
const FIRST_SPI: u32 = 256;
const KEEP_ALIVE: u32 = 0xff;

export function isKeepAlive(at: usize, length: u32): bool {
	return length == 1 && load<u8>(at) == KEEP_ALIVE;
}

export function isPossible(at: usize, length: u32): bool {
	return length >= MIN_LENGTH && spi(at) >= FIRST_SPI;
}

export function spi(at: usize): u32 {
	return be32(at + SPI);
}

export function sequence(at: usize): u32 {
	return be32(at + SEQUENCE);
}
