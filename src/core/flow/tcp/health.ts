// What went wrong in a TCP flow, counted for each direction in its HEALTH_* record.
import * as layout from '../../layout';
import * as records from '../../memory/records';
import * as status from '../../status';
import * as segment from './segment';

const SENT_AGAIN: u32 =
	layout.ANALYSIS_RETRANSMISSION |
	layout.ANALYSIS_FAST_RETRANSMISSION |
	layout.ANALYSIS_SPURIOUS_RETRANSMISSION;

/** What is counted; the rest is nothing that goes wrong, or the answer to what was counted. */
const COUNTED: u32 =
	SENT_AGAIN |
	layout.ANALYSIS_OUT_OF_ORDER |
	layout.ANALYSIS_DUPLICATE_ACK |
	layout.ANALYSIS_LOST_SEGMENT |
	layout.ANALYSIS_ACK_LOST_SEGMENT |
	layout.ANALYSIS_KEEP_ALIVE |
	layout.ANALYSIS_ZERO_WINDOW |
	layout.ANALYSIS_ZERO_WINDOW_PROBE |
	layout.ANALYSIS_WINDOW_FULL;

/** The segment in hand, of direction `way`, has these marks (layout ANALYSIS_*). */
export function count(tcp: usize, way: u32, marks: u32): void {
	if ((marks & COUNTED) == 0) return;
	const health = record(tcp);
	if (health == 0) return;
	const by2 = (<usize>way) << 1;
	const by4 = (<usize>way) << 2;
	if ((marks & SENT_AGAIN) != 0) countAgain(tcp, health, way, marks);
	if ((marks & layout.ANALYSIS_OUT_OF_ORDER) != 0) add32(health + by4 + layout.HEALTH_OUT_OF_ORDER);
	if ((marks & layout.ANALYSIS_DUPLICATE_ACK) != 0)
		add32(health + by4 + layout.HEALTH_DUPLICATE_ACKS);
	if ((marks & layout.ANALYSIS_LOST_SEGMENT) != 0) add16(health + by2 + layout.HEALTH_LOST);
	if ((marks & layout.ANALYSIS_ACK_LOST_SEGMENT) != 0)
		add16(health + by2 + layout.HEALTH_ACKED_LOST);
	countWindow(health + by2, marks);
}

function countAgain(tcp: usize, health: usize, way: u32, marks: u32): void {
	const by2 = (<usize>way) << 1;
	const bytes = health + ((<usize>way) << 3) + layout.HEALTH_RETRANSMITTED;
	store<f64>(bytes, load<f64>(bytes) + <f64>segment.payload);
	add16(tcp + by2 + layout.TCP_RETRANSMISSIONS);
	if ((marks & layout.ANALYSIS_RETRANSMISSION) != 0)
		add32(health + ((<usize>way) << 2) + layout.HEALTH_RETRANSMISSIONS);
	if ((marks & layout.ANALYSIS_FAST_RETRANSMISSION) != 0) add16(health + by2 + layout.HEALTH_FAST);
	if ((marks & layout.ANALYSIS_SPURIOUS_RETRANSMISSION) != 0)
		add16(health + by2 + layout.HEALTH_SPURIOUS);
}

function countWindow(at: usize, marks: u32): void {
	if ((marks & layout.ANALYSIS_KEEP_ALIVE) != 0) add16(at + layout.HEALTH_KEEP_ALIVE);
	if ((marks & layout.ANALYSIS_ZERO_WINDOW) != 0) add16(at + layout.HEALTH_ZERO_WINDOW);
	if ((marks & layout.ANALYSIS_ZERO_WINDOW_PROBE) != 0) add16(at + layout.HEALTH_ZERO_WINDOW_PROBE);
	if ((marks & layout.ANALYSIS_WINDOW_FULL) != 0) add16(at + layout.HEALTH_WINDOW_FULL);
}

/** Made with the first that went wrong; 0 where there is no room for it. */
function record(tcp: usize): usize {
	const known = <usize>load<u32>(tcp, layout.TCP_HEALTH);
	if (known != 0) return known;
	const health = records.add(layout.TABLE_HEALTH);
	if (health == 0) status.addEvicted();
	else store<u32>(tcp, <u32>health, layout.TCP_HEALTH);
	return health;
}

function add16(at: usize): void {
	const before = <u32>load<u16>(at);
	if (before < u16.MAX_VALUE) store<u16>(at, <u16>(before + 1));
}

function add32(at: usize): void {
	const before = load<u32>(at);
	if (before < u32.MAX_VALUE) store<u32>(at, before + 1);
}
