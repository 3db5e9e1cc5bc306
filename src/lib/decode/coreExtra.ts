import * as layout from '#core/layout.ts';
import type { ClearCredentials, FlowName, NameSource } from '../model/flow.ts';
import type { CoreRecords } from './coreRecords.ts';
import type { RawFlow } from './reader.ts';

const SOURCES: readonly NameSource[] = ['sni', 'quic', 'http', 'connect', 'certificate', 'other'];

const CREDENTIALS: readonly (readonly [bit: number, kind: ClearCredentials])[] = [
	[layout.CREDENTIALS_HTTP_BASIC, 'http-basic'],
	[layout.CREDENTIALS_HTTP_FORM, 'http-form'],
	[layout.CREDENTIALS_FTP, 'ftp'],
	[layout.CREDENTIALS_MAIL, 'mail'],
	[layout.CREDENTIALS_OTHER, 'other'],
];

type Extra = Pick<RawFlow, 'names' | 'outer' | 'carrier' | 'icmp' | 'credentials' | 'tls'>;

const NOTHING: Extra = {
	names: [],
	outer: undefined,
	carrier: false,
	icmp: undefined,
	credentials: [],
	tls: undefined,
};

/** What only some flows have: the record of layout EXTRA_* at `at`, 0 where there is none. */
export function readExtra(source: CoreRecords, at: number): Extra {
	if (at === 0) return NOTHING;
	const { memory } = source;
	const outer = memory.u32(at + layout.EXTRA_OUTER);
	const tls = memory.u32(at + layout.EXTRA_TLS);
	const credentials = memory.u8(at + layout.EXTRA_CREDENTIALS);
	return {
		names: readNames(source, memory.u32(at + layout.EXTRA_NAMES)),
		outer: outer === 0 ? undefined : outer - 1,
		carrier: (memory.u8(at + layout.EXTRA_MARKS) & layout.MARK_CARRIER) !== 0,
		icmp: readIcmp(source, at),
		credentials: CREDENTIALS.filter(([bit]) => (credentials & bit) !== 0).map(([, kind]) => kind),
		tls: tls === 0 ? undefined : tls - 1,
	};
}

function readNames(source: CoreRecords, first: number): readonly FlowName[] {
	const { memory } = source;
	const names: FlowName[] = [];
	for (let number = first; number !== 0;) {
		const at = source.at(layout.TABLE_NAMES, number - 1);
		const from = SOURCES[memory.u8(at + layout.NAME_FROM)];
		names.push({ name: memory.textAt(at + layout.NAME_TEXT) ?? '', from: from ?? 'other' });
		number = memory.u32(at + layout.NAME_NEXT);
	}
	return names;
}

function readIcmp({ memory }: CoreRecords, at: number): RawFlow['icmp'] {
	const count = memory.u32(at + layout.EXTRA_ICMP_COUNT);
	if (count === 0) return undefined;
	return {
		count,
		type: memory.u8(at + layout.EXTRA_ICMP_TYPE),
		code: memory.u8(at + layout.EXTRA_ICMP_CODE),
	};
}
