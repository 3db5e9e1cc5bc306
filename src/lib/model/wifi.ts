/** The Wi-Fi connection, as Android's `WifiInfo` has it. */
export interface Wifi {
	readonly enabled: boolean;
	/** Undefined where it is not connected. */
	readonly connection: WifiConnection | undefined;
}

export interface WifiConnection {
	/** The network's name: hostile text, and private (it tells where the phone is). */
	readonly ssid: string | undefined;
	/** The access point's hardware address: as private. */
	readonly bssid: string | undefined;
	/** The phone's own hardware address on this network. */
	readonly mac: string | undefined;
	readonly address: string | undefined;
	/** dBm, about -30 (beside the access point) to -90 (lost). */
	readonly rssi: number | undefined;
	/** Mbit/s on the air, not what arrives. */
	readonly linkSpeed: number | undefined;
	readonly txSpeed: number | undefined;
	readonly rxSpeed: number | undefined;
	/** MHz. */
	readonly frequency: number | undefined;
	/** `11ax` and the like, or Android's number (`ScanResult.WIFI_STANDARD_*`). */
	readonly standard: string | undefined;
	/** `WifiInfo.SECURITY_TYPE_*`. */
	readonly security: number | undefined;
}
