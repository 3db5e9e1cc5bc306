// Authentication as AOSP daemon/auth.cpp does it: the host signs a token with a key that the phone
// knows, or offers its public key and waits for the person who holds the phone.
import { constants, createPublicKey, publicDecrypt, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { AuthPolicy } from '../control.ts';

/** DigestInfo of SHA-1 (RFC 8017, 9.2): the token is signed as if it were a SHA-1 digest. */
const SHA1_DIGEST_INFO = Buffer.from('3021300906052b0e03021a05000414', 'hex');
const TOKEN_LENGTH = 20;
const MODULUS_LENGTH = 256;

/** Android's own RSA key format: word count, n0inv, modulus and R^2 little-endian, exponent. */
function parseKey(line: string): KeyObject | undefined {
	const bytes = Buffer.from(line.split(' ', 1)[0] ?? '', 'base64');
	if (bytes.length < 12 + 2 * MODULUS_LENGTH || bytes.readUInt32LE(0) !== MODULUS_LENGTH / 4) {
		return undefined;
	}
	const modulus = Buffer.from(bytes.subarray(8, 8 + MODULUS_LENGTH)).reverse();
	const exponent = bytes.readUInt32LE(8 + 2 * MODULUS_LENGTH);
	const e = Buffer.from(exponent.toString(16).padStart(6, '0'), 'hex').toString('base64url');
	return createPublicKey({
		format: 'jwk',
		key: { kty: 'RSA', n: modulus.toString('base64url'), e },
	});
}

function signs(key: KeyObject, token: Buffer, signature: Buffer): boolean {
	try {
		const padding = constants.RSA_PKCS1_PADDING;
		const digestInfo = publicDecrypt({ key, padding }, signature);
		return digestInfo.equals(Buffer.concat([SHA1_DIGEST_INFO, token]));
	} catch {
		return false; // signed by another key: the padding does not come out
	}
}

interface Offer {
	readonly line: string;
	readonly accepted: () => void;
}

/** The keys the phone trusts, and the person who decides about new ones. */
export class Authenticator {
	policy: AuthPolicy;
	readonly #keysPath: string;
	#offer: Offer | undefined;

	constructor(keysPath: string, policy: AuthPolicy) {
		this.#keysPath = keysPath;
		this.policy = policy;
	}

	newToken(): Buffer {
		return randomBytes(TOKEN_LENGTH);
	}

	verify(token: Buffer, signature: Buffer): boolean {
		return this.#knownKeys().some((key) => signs(key, token, signature));
	}

	/** The host shows its public key; `accepted` runs if and when the person agrees. */
	offer(line: string, accepted: () => void): void {
		if (parseKey(line) === undefined) return;
		const offer = { line, accepted };
		this.#offer = offer;
		// Refusing the dialog sends nothing: a real phone stays silent too.
		if (this.policy === 'deny' || this.policy === 'manual') return;
		if (this.policy === 'accept') this.acceptOffer();
		else setTimeout(() => this.#offer === offer && this.acceptOffer(), this.policy.lateMs);
	}

	/** "Always allow from this computer". False when no dialog is open. */
	acceptOffer(): boolean {
		const offer = this.#offer;
		if (offer === undefined) return false;
		this.#offer = undefined;
		mkdirSync(dirname(this.#keysPath), { recursive: true });
		appendFileSync(this.#keysPath, `${offer.line}\n`);
		offer.accepted();
		return true;
	}

	/** The host went away: its dialog closes. */
	withdrawOffer(): void {
		this.#offer = undefined;
	}

	/** "Revoke USB debugging authorisations". */
	forgetKeys(): void {
		rmSync(this.#keysPath, { force: true });
	}

	#knownKeys(): KeyObject[] {
		let text;
		try {
			text = readFileSync(this.#keysPath, 'utf8');
		} catch {
			return []; // nobody was allowed yet
		}
		return text.split('\n').flatMap((line) => parseKey(line) ?? []);
	}
}
