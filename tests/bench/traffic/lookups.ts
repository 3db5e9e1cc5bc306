import { A, AAAA, binding, CNAME, HTTPS, string } from '../../fixtures/dnsRecords.ts';
import {
	dns,
	ip4,
	ip6,
	name,
	question,
	record,
	TO_QUESTION,
	u16,
	type Octets,
} from '../../fixtures/packets.ts';
import { datagramsBetween, toGroup, toRouter, type Frame } from './network.ts';
import { pick, type World } from './world.ts';

const QUERY = 0x0100;
const ANSWER = 0x8180;
const MULTICAST_ANSWER = 0x8400;
const HEADER = 12;
const PTR = 12;
const RECORD_HEADER = 10;

/** Records of an answer; what it is about stands behind them as the owner of the next one. */
class Answer {
	readonly #records: Octets[] = [];
	#owner = TO_QUESTION;
	#end: number;

	constructor(asked: Octets) {
		this.#end = HEADER + asked.length;
	}

	/** The name is another's, which the next records are of. */
	alias(target: string): void {
		const data = name(target);
		const at = this.#end + this.#owner.length + RECORD_HEADER;
		this.add(CNAME, data);
		this.#owner = u16(0xc000 | at);
	}

	add(type: number, data: Octets): void {
		const one = record(this.#owner, type, 300, data);
		this.#records.push(one);
		this.#end += one.length;
	}

	get records(): readonly Octets[] {
		return this.#records;
	}
}

function data(world: World, type: number): Octets {
	const { dice } = world;
	if (type === A) return ip4(`198.51.100.${1 + dice(250)}`);
	if (type === AAAA) return ip6(`2001:db8:5::${1 + dice(9999)}`);
	return binding(1, '', [
		[1, [...string('h3'), ...string('h2')]],
		[4, ip4(`198.51.100.${1 + dice(250)}`)],
	]);
}

function answers(world: World, host: string, type: number): readonly Octets[] {
	const { dice } = world;
	const answer = new Answer(question(host, type));
	if (dice(3) > 0) {
		for (let left = dice(3); left > 0; left -= 1) {
			answer.alias(`edge${dice(90)}-${left}.cdn${dice(9)}.example`);
		}
	}
	for (let left = type === HTTPS ? 1 : 1 + dice(4); left > 0; left -= 1) {
		answer.add(type, data(world, type));
	}
	return answer.records;
}

/** A name is looked up in both families, and often what its service offers. */
export function* lookUp(world: World, host: string): Generator<Frame, void> {
	const { dice } = world;
	const send = datagramsBetween(toRouter(world, 53));
	const types = dice(3) === 0 ? [A, AAAA, HTTPS] : [A, AAAA];
	const asked = types.map((type) => ({
		type,
		id: dice(65_536),
		questions: [question(host, type)],
	}));
	for (const { id, questions } of asked) yield send('phone', dns({ id, flags: QUERY, questions }));
	for (const { type, id, questions } of asked) {
		const told = answers(world, host, type);
		yield send('other', dns({ id, flags: ANSWER, questions, answers: told }));
	}
}

/** Someone asks the local network for televisions, and one answers. */
export function* multicastLookUp({ dice }: World): Generator<Frame, void> {
	const service = pick(dice, ['_googlecast._tcp.local', '_ipp._tcp.local', '_airplay._tcp.local']);
	const group = '224.0.0.251';
	yield datagramsBetween(toGroup(group, 5353))(
		'phone',
		dns({ id: 0, flags: 0, questions: [question(service, PTR)] }),
	);
	const target = name(`Device-${dice(20)}.${service}`);
	const host = `192.168.1.${100 + dice(20)}`;
	const told = dns({
		id: 0,
		flags: MULTICAST_ANSWER,
		answers: [record(name(service), PTR, 120, target)],
	});
	yield datagramsBetween(toGroup(group, 5353, host))('phone', told);
}
