import type { Result } from '../base/result.ts';
import { err, ok } from '../base/result.ts';
import type { SnapshotFailure } from './failure.ts';
import { CURRENT_VERSION, migrate } from './migrations.ts';

/**
 * A snapshot's JSON, brought to the current version, its `version` looked at before anything else. What comes
 * out still has to pass the schema.
 */
export function readJson(text: string): Result<object, SnapshotFailure> {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return err({ kind: 'damaged', what: 'snapshot.json' });
	}
	if (typeof value !== 'object' || value === null || !('version' in value)) {
		return err({ kind: 'not-a-snapshot' });
	}
	const { version } = value;
	if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) {
		return err({ kind: 'damaged', what: 'version' });
	}
	if (version > CURRENT_VERSION) return err({ kind: 'newer-version', version });
	return ok(migrate(value, version));
}
