import type { PhoneUser } from '../model/phone.ts';
import { parsePmListUsers } from '../parse/pmListUsers.ts';
import type { Probe } from './probe.ts';

/** Who shares the phone: people, work profiles, a vendor's second copies of apps. */
export const users: Probe<readonly PhoneUser[]> = {
	id: 'users',
	title: 'Users',
	asks: [{ argv: ['pm', 'list', 'users'], timeout: 30_000, parse: parsePmListUsers }],
	dumps: [{ service: 'user' }],
};
