// The tables of the capture, by their numbers (layout TABLE_*): what the host reads when a chunk is done.
import * as layout from '../layout';
import * as tables from './table';

const directory = memory.data(64, 8);

/** False where memory has run out. `limits` is where the u32 limits of all tables stand. */
export function open(limits: usize): bool {
	for (let kind: u32 = 0; kind < <u32>layout.TABLES; kind++) {
		const table = tables.create(sizeOf(kind), load<u32>(limits + ((<usize>kind) << 2)));
		if (table == 0) return false;
		store<u32>(directory + ((<usize>kind) << 2), <u32>table);
	}
	return true;
}

function sizeOf(kind: u32): u32 {
	switch (kind) {
		case layout.TABLE_FLOWS:
			return layout.FLOW_SIZE;
		case layout.TABLE_TCP:
			return layout.TCP_SIZE;
		case layout.TABLE_HEALTH:
			return layout.HEALTH_SIZE;
		case layout.TABLE_EXTRAS:
			return layout.EXTRA_SIZE;
		case layout.TABLE_PACKETS:
			return layout.PACKET_SIZE;
		case layout.TABLE_NAMES:
			return layout.NAME_SIZE;
		case layout.TABLE_MESSAGES:
			return layout.DNS_SIZE;
		case layout.TABLE_ANSWERS:
			return layout.ANSWER_SIZE;
		default:
			return sizeOfRare(kind);
	}
}

function sizeOfRare(kind: u32): u32 {
	switch (kind) {
		case layout.TABLE_TLS:
			return layout.TLS_SIZE;
		case layout.TABLE_HTTP:
			return layout.HTTP_SIZE;
		case layout.TABLE_INTERFACES:
			return layout.INTERFACE_SIZE;
		case layout.TABLE_UIDS:
			return layout.UID_SIZE;
		case layout.TABLE_SECRETS:
			return layout.SECRET_SIZE;
		default:
			return layout.HOST_SIZE;
	}
}

function tableOf(kind: u32): usize {
	return load<u32>(directory + ((<usize>kind) << 2));
}

export function count(kind: u32): u32 {
	return tables.count(tableOf(kind));
}

/** Address of record `index`, which must be below `count`. */
export function at(kind: u32, index: u32): usize {
	return tables.at(tableOf(kind), index);
}

/** Address of a new zeroed record behind the last; 0 where the limit or the machine's memory is reached. */
export function add(kind: u32): usize {
	return tables.add(tableOf(kind));
}
