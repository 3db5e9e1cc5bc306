import * as layout from '#core/layout.ts';
import type { CoreRecords } from './coreRecords.ts';
import type { CaptureInterface, CaptureNotes } from './reader.ts';

/** What the capture file tells besides packets. */
export function readNotes(source: CoreRecords): CaptureNotes {
	return {
		interfaces: all(source, layout.TABLE_INTERFACES, (at) => readInterface(source, at)),
		uids: all(source, layout.TABLE_UIDS, (at) => ({
			uid: source.memory.u32(at + layout.UID_UID),
			package: source.memory.textAt(at + layout.UID_PACKAGE),
			label: source.memory.textAt(at + layout.UID_LABEL),
		})),
		hosts: all(source, layout.TABLE_HOSTS, (at) => readHost(source, at)),
		secrets: all(source, layout.TABLE_SECRETS, (at) => ({
			type: source.memory.u32(at + layout.SECRET_TYPE),
			offset: source.memory.f64(at + layout.SECRET_OFFSET),
			length: source.memory.u32(at + layout.SECRET_LENGTH),
		})),
	};
}

function all<T>(source: CoreRecords, table: number, read: (at: number) => T): readonly T[] {
	return Array.from({ length: source.count(table) }, (_, index) => read(source.at(table, index)));
}

function readInterface({ memory }: CoreRecords, at: number): CaptureInterface {
	const told = (field: number): number | undefined => {
		const value = memory.f64(at + field);
		return value < 0 ? undefined : value;
	};
	const isIndex = memory.u8(at + layout.INTERFACE_KIND) === layout.INTERFACE_KIND_IFINDEX;
	return {
		kind: isIndex ? 'ifindex' : 'pcapng',
		id: memory.u32(at + layout.INTERFACE_ID),
		section: memory.u32(at + layout.INTERFACE_SECTION),
		name: memory.textAt(at + layout.INTERFACE_NAME),
		linkType: memory.u16(at + layout.INTERFACE_LINK),
		received: told(layout.INTERFACE_RECEIVED),
		dropped: told(layout.INTERFACE_DROPPED),
	};
}

/** The record of layout HOST_* at `at`. */
export function readHost({ memory }: CoreRecords, at: number): CaptureNotes['hosts'][number] {
	const version = memory.u8(at + layout.HOST_VERSION);
	return {
		address: memory.endAddress(at + layout.HOST_ADDRESS, version),
		name: memory.textAt(at + layout.HOST_NAME) ?? '',
	};
}
