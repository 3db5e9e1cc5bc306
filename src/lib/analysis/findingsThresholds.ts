// When a finding is made. Reasoned, not measured: all in one place, to be tuned.
import type { Bytes, Milliseconds } from '../base/units.ts';

const MB: Bytes = 1e6;
const MINUTE: Milliseconds = 60_000;

/** Rates say nothing before that. */
export const LONG_ENOUGH: Milliseconds = 30_000;

/** TCP segments sent again, of all sent: above some, above many. */
export const RESENT = { segments: 500, some: 0.02, many: 0.05 } as const;
/** Connections cut off by a reset, of all that were begun. */
export const RESETS = { opened: 50, share: 0.1 } as const;
/** Errors and drops of an interface, of its packets. */
export const INTERFACE_ERRORS = { least: 20, share: 0.001 } as const;
export const SEND_DROPS = { least: 50, share: 0.005 } as const;
/** Packets that the phone had no memory or time for, per minute. */
export const NO_ROOM = 10;
/** Per ten minutes. */
export const UNREACHABLE = 10;
export const KNOCKS = 50;
/** Packets with a wrong checksum. */
export const DAMAGED = 10;

/** Connections that an app left half closed, for that long. */
export const LEFT_OPEN = { sockets: 5, time: 5 * MINUTE } as const;
/** Far ends that do not answer, each knocked at for that long. */
export const NO_ANSWER = { targets: 3, time: 3000 } as const;
/** Hosts of the local network that one app talked to. */
export const LAN_SCAN = { hosts: 20, time: MINUTE } as const;

/** Background traffic of an app, of all of its history. */
export const BACKGROUND = { bytes: 20 * MB, share: 0.8, time: 24 * 60 * MINUTE } as const;
export const UPLOAD = { bytes: 10 * MB, times: 2 } as const;
export const NAMELESS: Bytes = MB;
export const ROAMED: Bytes = MB;
/** Traffic beside a VPN that does not cover an app. */
export const BESIDE_VPN: Bytes = 100_000;

/** Questions to one name server. */
export const NAME_SERVER = { questions: 30, slow: 200, lost: 0.05 } as const;
/** Questions of one app to a server that no network gave. */
export const FOREIGN_DNS = 3;

/** IPv4 addresses of one hardware address. */
export const MANY_ADDRESSES = 4;
export const OLD_PATCH: Milliseconds = 365 * 24 * 60 * MINUTE;
