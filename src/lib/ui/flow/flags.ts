/** TCP flags by their bit, lowest first (RFC 9293 3.1, RFC 3168 for ECE and CWR). */
const FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'];

/** Every flag of a set by name; a dash for none. */
export function flagNames(flags: number): string {
	const names = FLAGS.filter((_, bit) => (flags & (1 << bit)) !== 0);
	return names.length === 0 ? '–' : names.join(' ');
}
