// Opening Initial packets, whose keys anybody can derive who saw the first one (RFC 9001 5.2, RFC 9369 3.3).
import * as aes from '../../crypto/aes128';
import * as gcm from '../../crypto/gcm';
import * as hkdf from '../../crypto/hkdf';
import { DIGEST } from '../../crypto/sha256';
import { min } from '../../memory/bytes';
import * as quic from '../../wire/quic';
import * as versions from './versions';

const KEY: u32 = 16;
const IV: u32 = 12;
/** Where the sample for the header begins: behind the longest packet number (RFC 9001 5.4.2). */
const SAMPLE: u32 = 4;
const SAMPLE_SIZE: u32 = 16;
/** The largest packet that is looked into. */
const MAX_PACKET: u32 = 4096;

/** Initials in a row that did not open: behind so many only some are tried, as somebody makes them up. */
const PATIENCE: u32 = 1024;
const SOME: u32 = 16;

/** "client in", "server in". */
const CLIENT = memory.data<u8>([0x63, 0x6c, 0x69, 0x65, 0x6e, 0x74, 0x20, 0x69, 0x6e]);
const SERVER = memory.data<u8>([0x73, 0x65, 0x72, 0x76, 0x65, 0x72, 0x20, 0x69, 0x6e]);
const SIDE_LENGTH: u32 = 9;
/** "quic key", "quic iv", "quic hp", and as version 2 calls them: "quicv2 key", "quicv2 iv", "quicv2 hp". */
const NAMES = memory.data<u8>([
	0x71, 0x75, 0x69, 0x63, 0x20, 0x6b, 0x65, 0x79, 0x71, 0x75, 0x69, 0x63, 0x20, 0x69, 0x76, 0x71,
	0x75, 0x69, 0x63, 0x20, 0x68, 0x70, 0x71, 0x75, 0x69, 0x63, 0x76, 0x32, 0x20, 0x6b, 0x65, 0x79,
	0x71, 0x75, 0x69, 0x63, 0x76, 0x32, 0x20, 0x69, 0x76, 0x71, 0x75, 0x69, 0x63, 0x76, 0x32, 0x20,
	0x68, 0x70,
]);
const NAMES_2: usize = 22;
/** How much longer those of version 2 are. */
const LONGER: u32 = 2;

const secret = memory.data(32, 8);
/** Made ready by hkdf: the salt, the secret of the connection, and that of one side. */
const salted = memory.data(64, 8);
const shared = memory.data(64, 8);
const sided = memory.data(64, 8);
const key = memory.data(16, 8);
const iv = memory.data(12, 8);
const nonce = memory.data(12, 8);
const headerSchedule = memory.data(176, 8);
const headerMask = memory.data(16, 8);
const packet = memory.data(4096, 8);

// What the keys at hand were derived from: a hello is often in several packets, and its answer soon behind it.
let knownSalt: usize = 0;
const knownId = memory.data(20, 8);
let knownIdLength: u32 = 0;
/** No side before there is a connection. */
let knownLabel: usize = 0;

let failures: u32 = 0;

/** Of the last packet that was opened: its frames, as far as they were revealed. */
export let frames: usize = 0;
export let length: u32 = 0;

/** Decrypts the frames at least up to `offset`, or to their end. */
export function reveal(offset: u32): void {
	gcm.reveal(frames + min(offset, length));
}

/**
 * Opens the Initial at `at`, which `quic.checkBody` has just found whole, with the keys of the connection that began
 * with these `idLength` bytes of connection id. False where they do not fit.
 */
export function open(at: usize, isServer: bool, id: usize, idLength: u32): bool {
	const salt = versions.salt(quic.version(at));
	const protectedLength = quic.end - quic.numberAt;
	if (salt == 0 || quic.end > MAX_PACKET) return false;
	if (protectedLength < SAMPLE + SAMPLE_SIZE || !isWorthTrying()) return false;
	setConnection(salt, id, idLength);
	setSide(isServer ? SERVER : CLIENT, quic.version(at) == quic.VERSION_2);
	const opened = openCopy(at);
	failures = opened ? 0 : failures + 1;
	return opened;
}

function isWorthTrying(): bool {
	if (failures < PATIENCE || failures % SOME == 0) return true;
	failures += 1;
	return false;
}

function setConnection(salt: usize, id: usize, idLength: u32): void {
	const isSaltKnown = salt == knownSalt;
	if (isSaltKnown && idLength == knownIdLength && memory.compare(id, knownId, idLength) == 0)
		return;
	if (!isSaltKnown) hkdf.prepare(salt, versions.SALT, salted);
	knownSalt = salt;
	memory.copy(knownId, id, idLength);
	knownIdLength = idLength;
	knownLabel = 0;
	hkdf.hmac(salted, id, idLength, secret);
	hkdf.prepare(secret, DIGEST, shared);
}

/** The labels of version 2 have a salt of their own. */
function setSide(label: usize, isVersion2: bool): void {
	if (label == knownLabel) return;
	knownLabel = label;
	hkdf.expandLabel(shared, label, SIDE_LENGTH, secret, DIGEST);
	hkdf.prepare(secret, DIGEST, sided);
	deriveKeys(isVersion2);
}

function deriveKeys(isVersion2: bool): void {
	const more = isVersion2 ? LONGER : 0;
	let name = isVersion2 ? NAMES + NAMES_2 : NAMES;
	hkdf.expandLabel(sided, name, 8 + more, key, KEY);
	gcm.setKey(key);
	name += 8 + more;
	hkdf.expandLabel(sided, name, 7 + more, iv, IV);
	name += 7 + more;
	hkdf.expandLabel(sided, name, 7 + more, key, KEY);
	aes.expand(key, headerSchedule);
}

/** Takes off the protection of the header (RFC 9001 5.4.1), then that of what follows. */
function openCopy(at: usize): bool {
	const end = quic.end;
	memory.copy(packet, at, end);
	const number = packet + quic.numberAt;
	aes.encrypt(headerSchedule, number + SAMPLE, headerMask);
	store<u8>(packet, load<u8>(packet) ^ (load<u8>(headerMask) & 0x0f));
	const size = ((<u32>load<u8>(packet)) & 3) + 1;
	memory.copy(nonce, iv, IV);
	for (let i: u32 = 0; i < size; i++) {
		const byte = load<u8>(number + i) ^ load<u8>(headerMask + 1 + i);
		store<u8>(number + i, byte);
		// The nonce is the initialization vector with the packet number added to its end (RFC 9001 5.3).
		const place = nonce + (IV - size + i);
		store<u8>(place, load<u8>(place) ^ byte);
	}
	const header = quic.numberAt + size;
	if (!gcm.open(nonce, packet, header, packet + header, end - header)) return false;
	frames = packet + header;
	length = end - header - gcm.TAG;
	return true;
}
