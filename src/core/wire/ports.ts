// TCP and UDP both begin with the two ports, so a packet cut behind them still has its flow.
import { STOP_NONE, STOP_TRUNCATED } from '../layout';
import { be16 } from '../memory/bytes';

export function check(length: u32): i32 {
	return length < 4 ? STOP_TRUNCATED : STOP_NONE;
}

export function source(at: usize): u32 {
	return be16(at);
}

export function destination(at: usize): u32 {
	return be16(at + 2);
}
