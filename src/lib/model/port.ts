import type { ServiceName } from './service.ts';

/** How much a use of a port is worth a second look. */
export type PortConcern = 'warn' | 'danger';

/** A number, or a range with both ends. */
export type PortNumbers = number | readonly [from: number, to: number];

/** What a port number usually stands for: a convention, no evidence; the first bytes decide. */
export interface KnownPort {
	readonly protocol: 'tcp' | 'udp' | 'both';
	readonly ports: readonly PortNumbers[];
	/** More ports for the same, under which IANA registers something else or nothing. */
	readonly also?: readonly PortNumbers[];
	/** One or two words. */
	readonly title: string;
	/** The name in the registry of IANA; undefined where it registers something else, or nothing. */
	readonly iana?: string | undefined;
	/** What is spoken there, where Porthole can tell it from the content as well. */
	readonly service?: ServiceName;
	/** What it means that the phone talks to this port of somebody else. */
	readonly contacted?: string;
	/** What it means that the phone waits on it. */
	readonly open?: string;
	readonly concern?: { readonly contacted?: PortConcern; readonly open?: PortConcern };
}

/** What the port of one socket says, by which side of it has that port. */
export interface PortMeaning {
	/** The far end's port names what is contacted, the phone's own what is open. */
	readonly side: 'contacted' | 'open';
	readonly port: number;
	readonly title: string;
	readonly iana: string | undefined;
	/** In a sentence. */
	readonly words: string;
	readonly concern: PortConcern | undefined;
}

/** Who can reach a socket that waits. */
export interface Reach {
	readonly who: 'phone' | 'link' | 'network' | 'group' | 'everyone';
	/** In two or three words. */
	readonly title: string;
	/** In a sentence. */
	readonly words: string;
}
