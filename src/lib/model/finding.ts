/** How much a finding asks of a person: act, look, or know. */
export type Severity = 'danger' | 'warn' | 'info';

/** Where a finding can be checked: a page, and the filter that shows what it speaks of. */
export interface Evidence {
	readonly page:
		| 'apps'
		| 'connections'
		| 'capture'
		| 'interfaces'
		| 'routing'
		| 'protocols'
		| 'firewall'
		| 'system';
	readonly filter: string;
}

/** Something of a snapshot that a person should know, in words. */
export interface Finding {
	/** The check that found it, and of which app where it speaks of one; stable between snapshots. */
	readonly id: string;
	readonly severity: Severity;
	/** One line. Names from the phone and the wire in it are hostile text. */
	readonly title: string;
	/** Why it matters, how sure it is, what to do. */
	readonly detail: string;
	readonly evidence: Evidence | undefined;
}

/** What all checks made of a snapshot. */
export interface Findings {
	/** Most severe first. */
	readonly findings: readonly Finding[];
	/** What was looked for and not found, one line each. */
	readonly passed: readonly string[];
	/** What could not be looked for, since the snapshot lacks what it takes. */
	readonly notLooked: readonly string[];
}
