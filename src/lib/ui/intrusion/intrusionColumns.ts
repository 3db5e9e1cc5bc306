import type { IntrusionEvent } from '#lib/model/intrusionLog.ts';
import type { Column } from '../shared/column.ts';
import { dateTime } from '../shared/format.ts';

const KIND = { dns: 'looked up', connect: 'connected' } as const;

export const intrusionColumns: readonly Column<IntrusionEvent>[] = [
	{
		...{ id: 'time', title: 'Time', sortable: true, width: 11, grow: 0 },
		text: ({ time }) => dateTime(time),
		value: ({ time }) => time,
	},
	{
		...{ id: 'app', title: 'App', sortable: true },
		text: ({ packageName, uid }) => packageName ?? (uid === undefined ? 'unknown' : `uid ${uid}`),
	},
	{
		...{ id: 'kind', title: 'What', sortable: true, grow: 0, hideNarrow: true },
		text: ({ kind }) => KIND[kind],
	},
	{ ...{ id: 'host', title: 'Name', sortable: true }, text: ({ host }) => host ?? '–' },
	{
		...{ id: 'addresses', title: 'Address', mono: true, sortable: true },
		text: ({ addresses }) => addresses.join(', '),
	},
	{
		...{ id: 'port', title: 'Port', numeric: true, sortable: true, width: 5 },
		text: ({ port }) => (port === undefined ? '–' : String(port)),
		value: ({ port }) => port,
	},
];
