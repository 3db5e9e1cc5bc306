import * as layout from '#core/layout.ts';
import type { HttpExchange } from '../model/flow.ts';
import type { CoreRecords } from './coreRecords.ts';

/** Exchange `index`: the record of layout HTTP_*. */
export function readHttp(source: CoreRecords, index: number): HttpExchange {
	const { memory } = source;
	const at = source.at(layout.TABLE_HTTP, index);
	const status = memory.u16(at + layout.HTTP_STATUS);
	const method = memory.textAt(at + layout.HTTP_METHOD);
	const asked = memory.f64(at + layout.HTTP_TIME);
	const answered = memory.f64(at + layout.HTTP_ANSWERED);
	const isWhole = status !== 0 && method !== undefined;
	return {
		flow: memory.u32(at + layout.HTTP_FLOW),
		at: source.clock(method === undefined ? answered : asked),
		way: memory.u8(at + layout.HTTP_WAY) === 0 ? 0 : 1,
		method,
		target: memory.textAt(at + layout.HTTP_TARGET),
		host: memory.textAt(at + layout.HTTP_HOST),
		userAgent: memory.textAt(at + layout.HTTP_AGENT),
		status: status === 0 ? undefined : status,
		contentType: memory.textAt(at + layout.HTTP_CONTENT_TYPE),
		server: memory.textAt(at + layout.HTTP_SERVER),
		latency: isWhole ? (answered - asked) / 1e6 : undefined,
		credentials: (memory.u8(at + layout.HTTP_BITS) & layout.HTTP_BIT_CREDENTIALS) !== 0,
	};
}
