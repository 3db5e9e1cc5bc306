// A key store in memory: what IndexedDB is in a browser.
import { generateKeyPairSync } from 'node:crypto';
import type { AdbCredentialStore, AdbPrivateKey } from '@yume-chan/adb';

export class MemoryCredentials implements AdbCredentialStore {
	readonly keys: AdbPrivateKey[] = [];

	generateKey(): AdbPrivateKey {
		const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
		const buffer = new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' }));
		const key = { buffer, name: 'porthole@test' };
		this.keys.push(key);
		return key;
	}

	iterateKeys(): Iterable<AdbPrivateKey> {
		return this.keys;
	}
}
