// What stands where in the records that the core leaves in its memory, and the numbers both sides agree on.
// No AssemblyScript-only types: src/lib/decode imports the same file. Offsets are bytes from the start of a
// record; every number is little-endian; addresses of the wire stay in network order.

/** Largest piece of a capture that one call may bring. */
export const CHUNK_SIZE = 1048576;

// How the host sets the core up, before `open`.
export const SETTINGS_SEED = 0; // u64 x 2, random: nobody can prepare flows that collide
export const SETTINGS_FLOWS = 16; // u32, most flows kept
export const SETTINGS_MESSAGES = 20; // u32, most DNS messages kept
export const SETTINGS_ANSWERS = 24; // u32, most DNS answers kept
export const SETTINGS_TEXT = 28; // u32, most bytes of names kept
export const SETTINGS_SIZE = 32;

// How far the capture has been read.
export const STATUS_FORMAT = 0; // u8, one of FORMAT_*
export const STATUS_STOP = 1; // u8, one of STOP_*
export const STATUS_TIMED = 2; // u8, 1 once a packet carried a time
export const STATUS_LINK_COUNT = 3; // u8, how many of STATUS_LINKS are filled
export const STATUS_FLOWS = 4; // u32
export const STATUS_MESSAGES = 8; // u32, DNS
export const STATUS_READ = 16; // f64, bytes
export const STATUS_PACKETS = 24; // f64
export const STATUS_BYTES = 32; // f64, original lengths
export const STATUS_CUT = 40; // f64, packets stored shorter than they were
export const STATUS_UNDECODED = 48; // f64, packets without a readable IP header
export const STATUS_EVICTED = 56; // f64, flows and names left out for want of room
export const STATUS_STOP_OFFSET = 64; // f64, bytes from the start of the file
export const STATUS_EPOCH_SECONDS = 72; // f64, time of the first timed packet: seconds since 1970 ...
export const STATUS_EPOCH_NANOS = 80; // f64, ... and nanoseconds; every other time counts from here
export const STATUS_FIRST = 88; // f64, earliest packet, nanoseconds after the epoch above
export const STATUS_LAST = 96; // f64, latest packet
export const STATUS_LINKS = 104; // u16 x LINKS, tcpdump.org link types in order of appearance
export const LINKS = 32;
export const STATUS_SIZE = 168;

export const FORMAT_UNKNOWN = 0;
export const FORMAT_PCAP = 1;
export const FORMAT_PCAPNG = 2;

export const STOP_NONE = 0;
export const STOP_TRUNCATED = 1; // the bytes end before the header or record does
export const STOP_MALFORMED = 2; // the header contradicts itself
export const STOP_NOT_A_CAPTURE = 3;
export const STOP_UNSUPPORTED_FORMAT = 4; // a capture, in a version that this reader does not know

// A flow. The first FLOW_KEY_SIZE bytes are its key: both ends in a fixed order, so that both directions meet.
export const FLOW_LOW_ADDRESS = 0; // 16 bytes; IPv4 as ::ffff:a.b.c.d
export const FLOW_HIGH_ADDRESS = 16;
export const FLOW_LOW_PORT = 32; // u16
export const FLOW_HIGH_PORT = 34; // u16
export const FLOW_PROTOCOL = 36; // u8, IANA protocol number
export const FLOW_VERSION = 37; // u8, 4 or 6
export const FLOW_KEY_SIZE = 40;
export const FLOW_A_IS_HIGH = 40; // u8, 1: the end called `a` is the high one of the key
export const FLOW_PHONE = 41; // u8, one of PHONE_*
export const FLOW_TCP_STATE = 42; // u8, one of TCP_*
export const FLOW_HELLO = 43; // u8, 1 + slot of the unfinished ClientHello; 0: none
export const FLOW_FLAGS = 44; // u16 x 2, TCP flags OR-ed, a to b and back
export const FLOW_FIRST = 48; // f64, nanoseconds after the epoch of the capture
export const FLOW_LAST = 56; // f64
export const FLOW_BYTES = 64; // f64 x 2
export const FLOW_PACKETS = 80; // u32 x 2
export const FLOW_SNI = 88; // u32, address of a text; 0: none
export const FLOW_SEQ = 92; // u32 x 2, initial sequence numbers where FLOW_SEQ_KNOWN has their bit
export const FLOW_SEQ_KNOWN = 100; // u8, bit 0: a to b, bit 1: back
export const FLOW_SIZE = 104;

export const PHONE_UNKNOWN = 0;
export const PHONE_A = 1;
export const PHONE_B = 2;

export const TCP_NONE = 0; // no TCP header was read
export const TCP_SYN_SENT = 1;
export const TCP_ESTABLISHED = 2;
export const TCP_MIDSTREAM = 3;
export const TCP_CLOSING = 4;
export const TCP_CLOSED = 5;
export const TCP_RESET = 6;

// A DNS message.
export const DNS_TIME = 0; // f64, nanoseconds after the epoch of the capture
export const DNS_FLOW = 8; // u32
export const DNS_ID = 12; // u16
export const DNS_TYPE = 14; // u16, of the question
export const DNS_QUESTION = 16; // u32, address of a text
export const DNS_ANSWERS = 20; // u32, index of the first answer
export const DNS_ANSWER_COUNT = 24; // u16
export const DNS_KIND = 26; // u8, 0 query, 1 response
export const DNS_RCODE = 27; // u8
export const DNS_SIZE = 32;

// An answer of a DNS message.
export const ANSWER_NAME = 0; // u32, address of a text
export const ANSWER_TTL = 4; // u32, seconds
export const ANSWER_TYPE = 8; // u16, one of ANSWER_TYPE_*
export const ANSWER_ALIAS = 12; // u32, address of a text (CNAME)
export const ANSWER_ADDRESS = 16; // 4 or 16 bytes (A, AAAA)
export const ANSWER_SIZE = 32;

export const ANSWER_TYPE_A = 1;
export const ANSWER_TYPE_CNAME = 5;
export const ANSWER_TYPE_AAAA = 28;

// A text: printable ASCII, everything else escaped as \ddd (RFC 4343 2.1).
export const TEXT_LENGTH = 4; // u16
export const TEXT_BYTES = 6;

/** Records of one table stand in blocks of 2^TABLE_SHIFT; inside a block they are neighbours. */
export const TABLE_SHIFT = 10;
