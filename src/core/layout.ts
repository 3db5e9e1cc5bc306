// What stands where in the records that the core leaves in its memory, and the numbers both sides agree on.
// No AssemblyScript-only types: src/lib/decode imports the same file. Offsets are bytes from the start of a
// record; every number is little-endian; addresses of the wire stay in network order. A field that is an
// "address" is one of the core's memory, 0 for none; a "text" is the address of a TEXT_* record; a "number" of a
// record counts from 1, 0 for none.

/** Largest piece of a capture that one call may bring. */
export const CHUNK_SIZE = 1048576;

// The tables. Every record of one is as long as its *_SIZE; records stand in blocks of 2^TABLE_SHIFT, and inside a
// block they are neighbours.
export const TABLE_FLOWS = 0; // FLOW_*
export const TABLE_TCP = 1; // TCP_*
export const TABLE_HEALTH = 2; // HEALTH_*
export const TABLE_EXTRAS = 3; // EXTRA_*
export const TABLE_PACKETS = 4; // PACKET_*
export const TABLE_NAMES = 5; // NAME_*
export const TABLE_MESSAGES = 6; // DNS_*
export const TABLE_ANSWERS = 7; // ANSWER_*
export const TABLE_TLS = 8; // TLS_*
export const TABLE_HTTP = 9; // HTTP_*
export const TABLE_INTERFACES = 10; // INTERFACE_*
export const TABLE_UIDS = 11; // UID_*
export const TABLE_SECRETS = 12; // SECRET_*
export const TABLE_HOSTS = 13; // HOST_*
export const TABLES = 14;
export const TABLE_SHIFT = 10;

// How the host sets the core up, before `open`.
export const SETTINGS_SEED = 0; // u64 x 2, random: nobody can prepare flows that collide
export const SETTINGS_TEXT = 16; // u32, most bytes of names kept
export const SETTINGS_READ_ON = 20; // u8, 1: behind damage go on where a packet can begin again
export const SETTINGS_LIMITS = 24; // u32 x TABLES, most records kept
export const SETTINGS_SIZE = 80;

// How far the capture has been read.
export const STATUS_FORMAT = 0; // u8, one of FORMAT_*
export const STATUS_STOP = 1; // u8, one of STOP_*
export const STATUS_TIMED = 2; // u8, 1 once a packet carried a time
export const STATUS_LINK_COUNT = 3; // u8, how many of STATUS_LINKS are filled
export const STATUS_DAMAGES = 4; // u32, places of damage that were passed over (SETTINGS_READ_ON)
export const STATUS_READ = 8; // f64, bytes
export const STATUS_PACKETS = 16; // f64
export const STATUS_BYTES = 24; // f64, original lengths
export const STATUS_CUT = 32; // f64, packets stored shorter than they were
export const STATUS_UNDECODED = 40; // f64, packets without a readable IP header
export const STATUS_STOPPED = 48; // f64, packets in which a layer could not be read to its end
export const STATUS_EVICTED = 56; // f64, flows and names left out or given up for want of room
export const STATUS_STOP_OFFSET = 64; // f64, bytes from the start of the file, of the first damage
export const STATUS_EPOCH_SECONDS = 72; // f64, time of the first timed packet: seconds since 1970 ...
export const STATUS_EPOCH_NANOS = 80; // f64, ... and nanoseconds; every other time counts from here
export const STATUS_FIRST = 88; // f64, earliest packet, nanoseconds after the epoch above
export const STATUS_LAST = 96; // f64, latest packet
export const STATUS_UNINDEXED = 104; // f64, packets that TABLE_PACKETS had no room for
export const STATUS_COUNTS = 112; // u32 x TABLES, records in each
export const STATUS_LINKS = 168; // u16 x LINKS, tcpdump.org link types in order of appearance
export const LINKS = 32;
export const STATUS_SIZE = 232;

export const FORMAT_UNKNOWN = 0;
export const FORMAT_PCAP = 1;
export const FORMAT_PCAPNG = 2;

export const STOP_NONE = 0;
export const STOP_TRUNCATED = 1; // the bytes end before the header or record does
export const STOP_MALFORMED = 2; // the header contradicts itself
export const STOP_NOT_A_CAPTURE = 3; // of files
export const STOP_UNSUPPORTED_FORMAT = 4; // of files: a capture, in a version that this reader does not know
export const STOP_UNSUPPORTED = 3; // of packets: nothing is wrong, but what follows is not read here

/** The layer a packet was read up to before it stopped. */
export const LAYER_LINK = 0;
export const LAYER_NETWORK = 1;
export const LAYER_TRANSPORT = 2;
export const LAYER_TUNNEL = 3;
export const LAYER_CONTENT = 4;

// A flow. The first FLOW_KEY_SIZE bytes are its key: both ends in a fixed order, so that both directions meet.
// Where a field is "x 2", the first is from a to b, the second back.
export const FLOW_LOW_ADDRESS = 0; // 16 bytes; IPv4 as ::ffff:a.b.c.d
export const FLOW_HIGH_ADDRESS = 16;
export const FLOW_LOW_PORT = 32; // u16
export const FLOW_HIGH_PORT = 34; // u16
export const FLOW_PROTOCOL = 36; // u8, IANA protocol number
export const FLOW_VERSION = 37; // u8, 4 or 6
export const FLOW_KEY_SIZE = 40;
export const FLOW_A_IS_HIGH = 40; // u8, 1: the end called `a` is the high one of the key
export const FLOW_PHONE = 41; // u8, one of PHONE_*
export const FLOW_STATE = 42; // u8, one of STATE_*
export const FLOW_SERVICE = 43; // u8, one of SERVICE_*, told by what was said
export const FLOW_FLAGS = 44; // u16 x 2, TCP flags OR-ed
export const FLOW_FIRST = 48; // f64, nanoseconds after the epoch of the capture
export const FLOW_LAST = 56; // f64
export const FLOW_BYTES = 64; // f64 x 2, whole frames as on the wire
export const FLOW_PACKETS = 80; // u32 x 2
export const FLOW_PAYLOAD = 88; // f64 x 2, bytes behind the transport header, as on the wire
export const FLOW_UID = 104; // u32, 1 + uid where the capture knows it; 0: it does not
export const FLOW_INTERFACE = 108; // u16, number of the INTERFACE_* record of its first packet
export const FLOW_STREAM = 110; // u8 x 2, how far the content was looked at: flow/stream and names/datagram say how
export const FLOW_TCP = 112; // address of its TCP_* record
export const FLOW_EXTRA = 116; // address of its EXTRA_* record
export const FLOW_OFFSET = 120; // f64, of the first packet's bytes from the start of the file
export const FLOW_SIZE = 128;

export const PHONE_UNKNOWN = 0;
export const PHONE_A = 1;
export const PHONE_B = 2;

export const STATE_NONE = 0; // no TCP header was read
export const STATE_SYN_SENT = 1;
export const STATE_ESTABLISHED = 2;
export const STATE_MIDSTREAM = 3;
export const STATE_CLOSING = 4;
export const STATE_CLOSED = 5;
export const STATE_RESET = 6;

// What every TCP flow has: the state of the sequence analysis, and its timings. Each direction is a WAY_* record.
export const TCP_WAYS = 0; // WAY_* x 2
export const TCP_HANDSHAKE = 96; // f32, milliseconds from SYN to the ACK that ends the handshake; 0: not seen
export const TCP_SYN_RTT = 96; // f32, of the SYN of a, in the place of TCP_HANDSHAKE until the handshake ends
export const TCP_RTT = 100; // f32 x 2, smoothed (RFC 6298 2), milliseconds between data and its ACK; 0: none
export const TCP_SYN_TIME = 100; // f64, of the latest SYN, in the place of TCP_RTT until the handshake ends
export const TCP_RESPONSE = 108; // f32, milliseconds from the first payload a to b to the first one back, above 0
export const TCP_MSS = 112; // u16 x 2, offered in the SYN; 0: not seen
export const TCP_RETRANSMISSIONS = 116; // u16 x 2, saturating; all kinds
export const TCP_HEALTH = 120; // address of its HEALTH_* record
export const TCP_FLAGS = 124; // u16, TCP_FLAG_*
export const TCP_COMPLETENESS = 126; // u8
export const TCP_SIZE = 128;

export const WAY_BASE = 0; // u32, initial sequence number, where TCP_FLAG_BASE has the bit of this direction
export const WAY_NEXT = 4; // u32, highest sequence number seen, plus one
export const WAY_ACK = 8; // u32, last acknowledgment number
export const WAY_WINDOW = 12; // u32, last window, not scaled
export const WAY_NEXT_TIME = 16; // f64, of the segment that moved WAY_NEXT
export const WAY_ACK_TIME = 24; // f64, of the last segment
export const WAY_EXPECTED = 32; // u32, end of what was seen without a hole
export const WAY_DUPLICATES = 36; // i16
export const WAY_LAST = 38; // u8, of the last segment and the list of those not acknowledged: flow/tcp/way says how
export const WAY_SCALE = 39; // i8, window shift (RFC 7323 2); -1: not known, -2: not offered
export const WAY_UNACKED = 40; // address of the oldest segment not acknowledged
export const WAY_UNACKED_LAST = 44; // address of the newest
export const WAY_SIZE = 48;

export const TCP_FLAG_BASE = 1; // and 2 for the direction back
export const TCP_FLAG_SACK = 4; // both sides offered selective acknowledgments
export const TCP_FLAG_SACK_ONE = 8; // one of them did
export const TCP_FLAG_RTT = 16; // the handshake is over (or was not seen): its times and TCP_RTT are in their places
export const TCP_FLAG_SYN = 32; // TCP_SYN_TIME was set
export const TCP_FLAG_ASKED = 64; // a sent payload
export const TCP_FLAG_ANSWERED = 128; // and b behind it: TCP_RESPONSE is in its place

// What a TCP flow has where something went wrong. Counts saturate.
export const HEALTH_RETRANSMITTED = 0; // f64 x 2, payload bytes sent again
export const HEALTH_RETRANSMISSIONS = 16; // u32 x 2, ordinary ones
export const HEALTH_DUPLICATE_ACKS = 24; // u32 x 2
export const HEALTH_OUT_OF_ORDER = 32; // u32 x 2
export const HEALTH_FAST = 40; // u16 x 2, fast retransmissions
export const HEALTH_SPURIOUS = 44; // u16 x 2, spurious retransmissions
export const HEALTH_LOST = 48; // u16 x 2, gaps: segments before this one were not captured
export const HEALTH_ACKED_LOST = 52; // u16 x 2, acknowledgments of what was not captured
export const HEALTH_KEEP_ALIVE = 56; // u16 x 2
export const HEALTH_ZERO_WINDOW = 60; // u16 x 2
export const HEALTH_ZERO_WINDOW_PROBE = 64; // u16 x 2
export const HEALTH_WINDOW_FULL = 68; // u16 x 2
export const HEALTH_SIZE = 72;

// What only some flows have.
export const EXTRA_NAMES = 0; // number of its first NAME_* record
export const EXTRA_TLS = 4; // number of its TLS_* record
export const EXTRA_HTTP = 8; // number of its first HTTP_* record
export const EXTRA_HTTP_OPEN = 12; // number of its oldest HTTP_* record without a response
export const EXTRA_OUTER = 16; // 1 + the flow that carried it (a tunnel); 0: none
export const EXTRA_MARKS = 20; // u8, MARK_*
export const EXTRA_CREDENTIALS = 21; // u8, CREDENTIALS_*
export const EXTRA_ICMP_TYPE = 22; // u8, of the last ICMP error that spoke of this flow
export const EXTRA_ICMP_CODE = 23; // u8
export const EXTRA_ICMP_COUNT = 24; // u32
export const EXTRA_STATE = 28; // u32, of whoever reads the content
export const EXTRA_SIZE = 32;

export const MARK_CARRIER = 1; // other flows travelled inside this one, so its bytes are theirs
export const MARK_PORT_REUSED = 2; // a connection on the ports of an earlier one

export const CREDENTIALS_HTTP_BASIC = 1;
export const CREDENTIALS_HTTP_FORM = 2;
export const CREDENTIALS_FTP = 4;
export const CREDENTIALS_MAIL = 8; // POP3, IMAP, SMTP
export const CREDENTIALS_OTHER = 16; // Telnet, MQTT, SOCKS, proxy authentication

// A packet, in order of the file.
export const PACKET_TIME = 0; // f64, nanoseconds after the epoch of the capture
export const PACKET_OFFSET = 8; // u32, of its bytes in the file: lower 32 bits ...
export const PACKET_FLOW = 12; // u32, 1 + the innermost flow it was counted in; 0: none
export const PACKET_LENGTH = 16; // u32, on the wire
export const PACKET_ANALYSIS = 20; // u16, ANALYSIS_*
export const PACKET_OFFSET_HIGH = 22; // u8, ... and what is above them
export const PACKET_BITS = 23; // u8: bit 0 direction (1: b to a), bits 1-2 why it stopped (STOP_*), bits 3-5 LAYER_*
export const PACKET_SIZE = 24;

export const ANALYSIS_RETRANSMISSION = 0x0001;
export const ANALYSIS_FAST_RETRANSMISSION = 0x0002;
export const ANALYSIS_SPURIOUS_RETRANSMISSION = 0x0004;
export const ANALYSIS_OUT_OF_ORDER = 0x0008;
export const ANALYSIS_DUPLICATE_ACK = 0x0010;
export const ANALYSIS_LOST_SEGMENT = 0x0020;
export const ANALYSIS_ACK_LOST_SEGMENT = 0x0040;
export const ANALYSIS_KEEP_ALIVE = 0x0080;
export const ANALYSIS_KEEP_ALIVE_ACK = 0x0100;
export const ANALYSIS_ZERO_WINDOW = 0x0200;
export const ANALYSIS_ZERO_WINDOW_PROBE = 0x0400;
export const ANALYSIS_ZERO_WINDOW_PROBE_ACK = 0x0800;
export const ANALYSIS_WINDOW_UPDATE = 0x1000;
export const ANALYSIS_WINDOW_FULL = 0x2000;
export const ANALYSIS_PORT_REUSED = 0x4000;

// A name of a flow's far end, as the flow itself said it; best first is the reader's business.
export const NAME_TEXT = 0; // text
export const NAME_NEXT = 4; // number of the flow's next NAME_* record
export const NAME_FROM = 8; // u8, NAME_FROM_*
export const NAME_SIZE = 16;

export const NAME_FROM_SNI = 0; // TLS or DTLS ClientHello, RFC 6066 3
export const NAME_FROM_QUIC = 1; // the same inside QUIC, RFC 9001
export const NAME_FROM_HTTP = 2; // Host header, RFC 9110 7.2
export const NAME_FROM_CONNECT = 3; // CONNECT to a proxy, RFC 9110 9.3.6; or SOCKS
export const NAME_FROM_CERTIFICATE = 4; // subject names of the server's certificate
export const NAME_FROM_OTHER = 5; // what another protocol calls its server (SIP, XMPP, MQTT, RTSP)

// A DNS message.
export const DNS_TIME = 0; // f64, nanoseconds after the epoch of the capture
export const DNS_FLOW = 8; // u32
export const DNS_ID = 12; // u16
export const DNS_TYPE = 14; // u16, of the first question
export const DNS_QUESTION = 16; // text; the empty one where no question was asked
export const DNS_ANSWERS = 20; // u32, index of the first answer
export const DNS_ANSWER_COUNT = 24; // u16
export const DNS_KIND = 26; // u8, 0 query, 1 response
export const DNS_RCODE = 27; // u8
export const DNS_PROTOCOL = 28; // u8, SERVICE_DNS, _MDNS, _LLMNR or _NBNS
export const DNS_QUESTIONS = 29; // u8, how many were asked, saturating
export const DNS_QUERY = 32; // number of the message that this one answers
export const DNS_SIZE = 40;

// An answer of a DNS message (its answer section).
export const ANSWER_NAME = 0; // text
export const ANSWER_TTL = 4; // u32, seconds
export const ANSWER_TYPE = 8; // u16, resource record type (IANA)
export const ANSWER_VALUE = 12; // text: all but addresses, as zone files write it (RFC 1035 5, RFC 9460 2.1)
export const ANSWER_ADDRESS = 16; // 4 or 16 bytes (A, AAAA, NB)
export const ANSWER_SIZE = 32;

export const RECORD_TYPE_A = 1;
export const RECORD_TYPE_NS = 2;
export const RECORD_TYPE_CNAME = 5;
export const RECORD_TYPE_SOA = 6;
export const RECORD_TYPE_PTR = 12;
export const RECORD_TYPE_MX = 15;
export const RECORD_TYPE_TXT = 16;
export const RECORD_TYPE_AAAA = 28;
export const RECORD_TYPE_NB = 32; // RFC 1002 4.2.1.3
export const RECORD_TYPE_SRV = 33;
export const RECORD_TYPE_DNAME = 39;
export const RECORD_TYPE_SVCB = 64;
export const RECORD_TYPE_HTTPS = 65;

// A TLS, DTLS or QUIC handshake of a flow, as far as it was in clear.
export const TLS_FLOW = 0; // u32
export const TLS_TRANSPORT = 4; // u8, SERVICE_TLS, _DTLS or _QUIC
export const TLS_BITS = 5; // u8, TLS_BIT_*
export const TLS_OFFERED = 6; // u16, highest version the client offered, as on the wire (0x0304 is 1.3)
export const TLS_CHOSEN = 8; // u16, version the server chose; 0: no ServerHello was read
export const TLS_CIPHER = 10; // u16, cipher suite the server chose
export const TLS_SNI = 12; // text
export const TLS_ALPN = 16; // text, what the client offered, joined by commas
export const TLS_CHOSEN_ALPN = 20; // text
export const TLS_JA4 = 24; // text
export const TLS_SUBJECT = 28; // text, common name of the server's certificate
export const TLS_ALT_NAMES = 32; // text, its subject alternative names, joined by commas
export const TLS_ISSUER = 36; // text, common name (or organisation) of who issued it
export const TLS_QUIC_VERSION = 40; // u32
export const TLS_TIME = 48; // f64, of the ClientHello (or what came first), nanoseconds after the epoch
export const TLS_SIZE = 56;

export const TLS_BIT_ECH = 1; // the client sent an encrypted_client_hello extension (or GREASE of it)
export const TLS_BIT_RESUMED = 2; // the client offered a session to resume
export const TLS_BIT_HELLO = 4; // a whole ClientHello was read
export const TLS_BIT_EARLY_DATA = 8;

// A request of HTTP/1 and its response.
export const HTTP_FLOW = 0; // u32
export const HTTP_NEXT = 4; // number of the flow's next HTTP_* record
export const HTTP_STATUS = 8; // u16, of the response; 0: none was read
export const HTTP_WAY = 10; // u8, direction of the request
export const HTTP_BITS = 11; // u8, HTTP_BIT_*
export const HTTP_METHOD = 12; // text; none for a response whose request was not seen
export const HTTP_TARGET = 16; // text
export const HTTP_HOST = 20; // text
export const HTTP_AGENT = 24; // text
export const HTTP_CONTENT_TYPE = 28; // text, of the response
export const HTTP_TIME = 32; // f64, of the request, nanoseconds after the epoch
export const HTTP_ANSWERED = 40; // f64, of the response, where HTTP_STATUS is not 0
export const HTTP_SERVER = 48; // text, Server header of the response
export const HTTP_SIZE = 56;

export const HTTP_BIT_CREDENTIALS = 1; // an Authorization or form that anybody can read
export const HTTP_BIT_CONNECT = 2;
export const HTTP_BIT_UPGRADE = 4; // to WebSocket or another protocol

// An interface that packets came by.
export const INTERFACE_KIND = 0; // u8, INTERFACE_KIND_*
export const INTERFACE_LINK = 2; // u16, link type
export const INTERFACE_ID = 4; // u32, ifindex of the kernel, or number inside the section
export const INTERFACE_NAME = 8; // text
export const INTERFACE_SECTION = 12; // u32, pcapng section, from 0
export const INTERFACE_RECEIVED = 16; // f64, by the interface, of its ISB; -1: not told
export const INTERFACE_DROPPED = 24; // f64, by the interface, of its ISB; -1: not told
export const INTERFACE_SIZE = 32;

export const INTERFACE_KIND_PCAPNG = 1;
export const INTERFACE_KIND_IFINDEX = 2; // SLL2, modified pcap

// What the capture itself calls a uid (PCAPdroid).
export const UID_UID = 0; // u32
export const UID_PACKAGE = 4; // text
export const UID_LABEL = 8; // text
export const UID_SIZE = 16;

// A block of decryption secrets, to be read from the file when it is needed.
export const SECRET_OFFSET = 0; // f64, of the secrets' bytes in the file
export const SECRET_LENGTH = 8; // u32
export const SECRET_TYPE = 12; // u32, draft-ietf-opsawg-pcapng 4.7
export const SECRET_SIZE = 16;

// A name that the capture itself gives an address (pcapng NRB).
export const HOST_ADDRESS = 0; // 16 bytes; IPv4 as ::ffff:a.b.c.d
export const HOST_NAME = 16; // text
export const HOST_VERSION = 20; // u8, 4 or 6
export const HOST_SIZE = 24;

// A text: printable ASCII, everything else escaped as \ddd (RFC 4343 2.1).
export const TEXT_LENGTH = 4; // u16
export const TEXT_BYTES = 6;

// What a flow speaks. Append only: snapshots hold the names that these stand for.
export const SERVICE_NONE = 0;
export const SERVICE_DNS = 1;
export const SERVICE_MDNS = 2;
export const SERVICE_LLMNR = 3;
export const SERVICE_NBNS = 4;
export const SERVICE_TLS = 5;
export const SERVICE_DTLS = 6;
export const SERVICE_QUIC = 7;
export const SERVICE_HTTP = 8;
export const SERVICE_DHCP = 9;
export const SERVICE_DHCPV6 = 10;
export const SERVICE_NTP = 11;
export const SERVICE_STUN = 12;
export const SERVICE_WIREGUARD = 13;
export const SERVICE_OPENVPN = 14;
export const SERVICE_MQTT = 15;
export const SERVICE_XMPP = 16;
export const SERVICE_IKE = 17;
export const SERVICE_ESP = 18;
export const SERVICE_SIP = 19;
export const SERVICE_RTP = 20;
export const SERVICE_RTCP = 21;
export const SERVICE_RTSP = 22;
export const SERVICE_SSDP = 23;
export const SERVICE_SSH = 24;
export const SERVICE_FTP = 25;
export const SERVICE_SMTP = 26;
export const SERVICE_POP3 = 27;
export const SERVICE_IMAP = 28;
export const SERVICE_TELNET = 29;
export const SERVICE_SOCKS = 30;
export const SERVICE_GTP_U = 31;
export const SERVICE_VXLAN = 32;
export const SERVICE_GENEVE = 33;
export const SERVICE_TEREDO = 34;
export const SERVICE_IP_IN_IP = 35;
export const SERVICE_GRE = 36;
export const SERVICE_AYIYA = 37;
export const SERVICE_CAPWAP = 38;
export const SERVICE_SNMP = 39;
export const SERVICE_RADIUS = 40;
export const SERVICE_SYSLOG = 41;
export const SERVICE_TFTP = 42;
export const SERVICE_BITTORRENT = 43;
export const SERVICE_NETBIOS = 44;
export const SERVICE_SMB = 45;
export const SERVICE_RDP = 46;
export const SERVICE_VNC = 47;
export const SERVICE_REDIS = 48;
export const SERVICE_POSTGRESQL = 49;
export const SERVICE_MYSQL = 50;
export const SERVICE_COAP = 51;
export const SERVICE_WEBSOCKET = 52;
export const SERVICE_IGMP = 53;
export const SERVICE_ICMP = 54;
export const SERVICE_ADB = 55;
export const SERVICE_FCM = 56;
