// Which conversations a capture has, and how often. Those of `mixed` are in the proportions of real traffic: three
// quarters of its packets and of its conversations are TCP, half of those connections are over after six packets,
// and some carry hundreds. Those of `small` are what makes many small packets: calls and games.
import { briefConnection } from './brief.ts';
import { call } from './calls.ts';
import { httpConnection } from './http.ts';
import { lookUp, multicastLookUp } from './lookups.ts';
import { messengerConnection } from './messages.ts';
import type { Frame } from './network.ts';
import { quicConnection } from './quic.ts';
import { game, tunnel } from './sealedStreams.ts';
import { askAddress, askTime } from './services.ts';
import { tlsConnection } from './tls.ts';
import type { PacketSizes, World } from './world.ts';

export type Conversation = (world: World) => Generator<Frame, void>;
/** One for which a host is named. */
type Visit = (world: World, host: string) => Generator<Frame, void>;
type Weights<T> = readonly (readonly [number, T])[];

/** What begins where something of the usual kinds has ended, of a hundred. */
const USUAL: Readonly<Record<PacketSizes, Weights<Visit>>> = {
	mixed: [
		[20, lookUp],
		[41, briefConnection],
		[29, tlsConnection],
		[2, httpConnection],
		[5, quicConnection],
		[1, multicastLookUp],
		[1, askTime],
		[1, askAddress],
	],
	small: [
		[67, lookUp],
		[20, tlsConnection],
		[3, httpConnection],
		[6, quicConnection],
		[1, multicastLookUp],
		[1, askTime],
		[2, askAddress],
	],
};

/** Each as often as its weight says. */
const spread = <T>(weights: Weights<T>): readonly T[] =>
	weights.flatMap(([count, kind]) => new Array<T>(count).fill(kind));

/** Any of the usual kinds. */
function usual(sizes: PacketSizes): Conversation {
	const kinds = spread(USUAL[sizes]);
	return (world) => {
		const host = `host${world.dice(900)}.service${world.dice(40)}.example`;
		return (kinds[world.dice(kinds.length)] ?? lookUp)(world, host);
	};
}

/** How many conversations of each kind go on at the same time. As many of the packets are theirs. */
const AT_ONCE: Readonly<Record<PacketSizes, Weights<Conversation>>> = {
	mixed: [
		[56, usual('mixed')],
		[4, call],
		[4, messengerConnection],
		[2, game],
		[2, tunnel],
	],
	small: [
		[32, usual('small')],
		[16, call],
		[4, messengerConnection],
		[10, game],
		[2, tunnel],
	],
};

/** What goes on side by side: where one of them ends, another one of its kind begins. */
export const conversationsAtOnce = (sizes: PacketSizes): readonly Conversation[] =>
	spread(AT_ONCE[sizes]);
