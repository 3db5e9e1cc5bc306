// The handshake of a flow, whatever carries it: its TLS_* record.
import * as layout from '../../layout';
import * as frame from '../../frame';
import * as status from '../../status';
import * as extra from '../../flow/extra';
import * as flows from '../../flow/flows';
import * as records from '../../memory/records';
import * as scratch from '../scratch';

/**
 * The record of the flow whose packet is in hand, made with the first of its hellos that is read; 0 where there is
 * no room for one. `transport` is layout SERVICE_TLS, _DTLS or _QUIC.
 */
export function ensure(flow: usize, transport: u32): usize {
	const owner = extra.ensure(flow);
	if (owner == 0) return 0;
	const number = load<u32>(owner, layout.EXTRA_TLS);
	if (number != 0) return records.at(layout.TABLE_TLS, number - 1);
	const record = records.add(layout.TABLE_TLS);
	if (record == 0) {
		status.addEvicted();
		return 0;
	}
	store<u32>(owner, records.count(layout.TABLE_TLS), layout.EXTRA_TLS);
	store<u32>(record, flows.id, layout.TLS_FLOW);
	store<u8>(record, <u8>transport, layout.TLS_TRANSPORT);
	store<f64>(record, frame.time, layout.TLS_TIME);
	return record;
}

/** The same, but 0 also where no hello was read yet. */
export function find(flow: usize): usize {
	const owner = extra.find(flow);
	const number: u32 = owner == 0 ? 0 : load<u32>(owner, layout.EXTRA_TLS);
	return number == 0 ? 0 : records.at(layout.TABLE_TLS, number - 1);
}

/** Keeps the text that stands in `scratch` in a field of a TLS_* record. */
export function keepText(record: usize, field: usize): void {
	const text = scratch.keep();
	if (text == 0) status.addEvicted();
	else store<u32>(record + field, <u32>text);
}

/** Sets bits of layout TLS_BIT_*. */
export function setBits(record: usize, bits: u32): void {
	store<u8>(record, <u8>((<u32>load<u8>(record, layout.TLS_BITS)) | bits), layout.TLS_BITS);
}
