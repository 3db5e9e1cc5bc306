import type { EpochMs, Milliseconds } from '../base/units.ts';
import type { ParseFailure, ShellFailure } from './failure.ts';
import type { Package } from './app.ts';
import type { InterfaceCounters, UidUsage } from './counters.ts';
import type { Bluetooth } from './bluetooth.ts';
import type { PrivateDnsSettings, ResolverNetwork } from './dns.ts';
import type { RadioUse } from './modem.ts';
import type { Connectivity } from './network.ts';
import type { Sysctl } from './sysctl.ts';
import type { Telephony } from './telephony.ts';
import type { Tethering } from './tethering.ts';
import type { Wifi } from './wifi.ts';
import type { IntrusionLog } from './intrusionLog.ts';
import type { Neighbour } from './neighbour.ts';
import type { Phone, PhoneUser } from './phone.ts';
import type { Firewall, UidFirewall } from './firewall.ts';
import type { KernelLog } from './kernelLog.ts';
import type { OtherSockets } from './otherSockets.ts';
import type { Process, SocketHolder } from './process.ts';
import type { NetstatsState, UsageHistory } from './netstats.ts';
import type { NetPolicy } from './netPolicy.ts';
import type { ProtocolCounters } from './protocols.ts';
import type { NetworkLink } from './link.ts';
import type { Routing } from './routing.ts';
import type { Socket } from './socket.ts';

/** How a probe went. Denied and missing are results: they say what this phone allows. */
export type Outcome<T> =
	| { readonly kind: 'ok'; readonly value: T }
	/** The phone said no; `why` is its own sentence. `remedy`: root may read it, and was not asked or not given. */
	| { readonly kind: 'denied'; readonly why: string; readonly remedy?: 'root' | undefined }
	/** This phone does not have it (no such command, file or section). */
	| { readonly kind: 'missing'; readonly why: string }
	/** Text came back that we cannot read: our fault, with the line to show. */
	| { readonly kind: 'unparsed'; readonly failure: ParseFailure }
	/** The command did not finish. */
	| { readonly kind: 'interrupted'; readonly failure: ShellFailure };

/** One answer of the phone to one probe, with everything needed to doubt it. */
export interface Reading<T> {
	readonly probe: ProbeId;
	/** When the command was sent. */
	readonly at: EpochMs;
	readonly duration: Milliseconds;
	/** As it could be typed into `adb shell`. */
	readonly command: string;
	readonly exit: number | undefined;
	/** Standard output, untouched. */
	readonly raw: string;
	readonly stderr: string;
	readonly outcome: Outcome<T>;
}

/** What each probe reads. The keys name fixtures and snapshot sections: never renamed once released. */
export interface ProbeValues {
	readonly identity: Phone;
	readonly interfaces: readonly InterfaceCounters[];
	readonly sockets: readonly Socket[];
	readonly packages: readonly Package[];
	readonly usage: UidUsage;
	readonly neighbours: readonly Neighbour[];
	readonly otherSockets: OtherSockets;
	readonly processes: readonly Process[];
	readonly socketHolders: readonly SocketHolder[];
	readonly connectivity: Connectivity;
	readonly privateDns: PrivateDnsSettings;
	readonly resolver: readonly ResolverNetwork[];
	readonly sysctl: readonly Sysctl[];
	readonly tethering: Tethering;
	readonly wifi: Wifi;
	readonly telephony: Telephony;
	readonly modem: RadioUse;
	readonly bluetooth: Bluetooth;
	readonly users: readonly PhoneUser[];
	readonly firewall: Firewall;
	readonly kernelLog: KernelLog;
	readonly netpolicy: NetPolicy;
	readonly uidFirewall: UidFirewall;
	readonly netstats: NetstatsState;
	readonly history: UsageHistory;
	readonly intrusionLog: IntrusionLog;
	readonly protocols: ProtocolCounters;
	readonly links: readonly NetworkLink[];
	readonly routing: Routing;
}

export type ProbeId = keyof ProbeValues;

/** A reading of which only the text is there: in a file, values are made of the text anew. */
export type Said = Omit<Reading<unknown>, 'outcome'> & {
	readonly outcome: { readonly kind: 'ok' } | Exclude<Outcome<unknown>, { kind: 'ok' }>;
};

/** Makes a value of the text that a phone gave once. */
export type Reread = <Id extends ProbeId>(probe: Id, said: Said) => Reading<ProbeValues[Id]>;

/** The latest reading of every probe that was asked. */
export type Readings = { readonly [Id in ProbeId]?: Reading<ProbeValues[Id]> };

/** What the phone answered; undefined where it was not asked or gave no answer. */
export function valueOf<T>(reading: Reading<T> | undefined): T | undefined {
	return reading?.outcome.kind === 'ok' ? reading.outcome.value : undefined;
}
