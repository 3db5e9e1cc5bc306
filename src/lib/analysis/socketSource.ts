import type { Reading } from '../model/reading.ts';

/** `netstat -W` gives an address 51 columns, without it 23, into which few IPv6 addresses fit. */
const WIDE = 40;

/**
 * What the answer about sockets leaves out by the way it was asked, in sentences: bug reports hold what `netstat`
 * printed, and that depends on its options.
 */
export function socketDoubts({ raw }: Reading<unknown>): readonly string[] {
	const title = /^Proto Recv-Q Send-Q (Local Address {1,60})Foreign.{0,200}/m.exec(raw);
	if (title === null) return [];
	const [line, local = ''] = title;
	return [
		...(raw.includes('(w/o servers)')
			? ['netstat was asked without -a: sockets that listen are not in this list.']
			: []),
		...(local.length < WIDE
			? ['netstat was asked without -W: it cuts long IPv6 addresses, and such rows are left out.']
			: []),
		...(/User {1,20}Inode/.test(line) || raw.includes('Netid ')
			? []
			: ['netstat was asked without -e: whose the sockets are is not told.']),
	];
}
