import { HIDDEN, makerOf, withoutMac } from '#lib/base/identifying.ts';

/**
 * Names of networks and people, hardware addresses: hidden on every page until a person asks for them, and then shown
 * on every page until the tab is closed or they are hidden again.
 */
class Identifying {
	shown = $state(false);

	readonly toggle = (): void => {
		this.shown = !this.shown;
	};

	name(text: string): string {
		return this.shown ? text : HIDDEN;
	}

	/** Of a thing of some kind that may have a name: `Wi-Fi Attic`. */
	named(kind: string, name: string | undefined): string {
		if (name === undefined) return kind;
		return this.shown ? `${kind} ${name}` : `${kind}, name ${HIDDEN}`;
	}

	mac(text: string): string {
		return this.shown ? text : makerOf(text);
	}

	/** Of an IP address only the hardware address that may stand in it. */
	address(text: string): string {
		return this.shown ? text : withoutMac(text);
	}
}

export const identifying = new Identifying();
