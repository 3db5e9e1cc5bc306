/** How a page stands with the phone, for every reading on it. */
export interface PageAsks {
	/** A phone is there and will answer what was not answered yet. */
	readonly asking: boolean;
	/** Asks the phone for root; undefined where nobody could give it. */
	readonly onroot: (() => void) | undefined;
	/** The phone said no when it was last asked for root. */
	readonly rootRefused: boolean;
}
