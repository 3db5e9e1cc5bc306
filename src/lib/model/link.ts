/** One network device of the phone, as `ip -o link` and `ip -o addr` tell of it. */
export interface NetworkLink {
	/** ifindex: routing tables of Android are numbered by it. 0 where `ifconfig` or `netcfg` answered, which tell none. */
	readonly index: number;
	readonly name: string;
	/** Words between < and >: UP, LOWER_UP, BROADCAST, NOARP ... */
	readonly flags: readonly string[];
	readonly mtu: number | undefined;
	/** `operstate` in lower case: up, down, unknown, dormant ... */
	readonly state: string | undefined;
	/** The word behind `link/`: ether, loopback, none, rawip, `[519]` ... */
	readonly type: string | undefined;
	/** Link-layer address, lower case. */
	readonly mac: string | undefined;
	readonly addresses: readonly LinkAddress[];
}

export interface LinkAddress {
	readonly address: string;
	readonly prefixLength: number;
	/** global, link, host ... */
	readonly scope: string | undefined;
}
