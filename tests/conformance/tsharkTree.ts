/** What tshark says of single packets: its whole tree, as `-T json` prints it. */
import { execFile } from 'node:child_process';

/** A node of the tree: a value, or named fields and subtrees, each once or several times. */
export type Node = string | readonly Node[] | { readonly [name: string]: Node };

/** The protocols of every packet that `filter` chooses, outermost first inside each. */
export async function packetTrees(
	path: string,
	filter: string,
	protocols: string,
): Promise<readonly Node[]> {
	const options = ['-n', '-r', path, '-Y', filter, '-T', 'json', '--no-duplicate-keys'];
	const text = await output([...options, '-J', `frame ${protocols}`]);
	const packets = text === '' ? [] : asNodes(JSON.parse(text));
	return packets
		.flatMap((packet) => childrenOf(packet, '_source'))
		.flatMap((source) => childrenOf(source, 'layers'));
}

/** Ends with an error where the file is damaged, having printed what it could read. */
function output(args: readonly string[]): Promise<string> {
	return new Promise((resolve) => {
		execFile('tshark', args, { maxBuffer: 1 << 29 }, (_, stdout) => {
			resolve(stdout);
		});
	});
}

function asNodes(value: unknown): readonly Node[] {
	return Array.isArray(value) ? value.map(asNode) : [];
}

function asNode(value: unknown): Node {
	if (Array.isArray(value)) return value.map(asNode);
	if (typeof value !== 'object' || value === null) return String(value);
	return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, asNode(child)]));
}

/** What stands under a name: nothing, one or several. */
export function childrenOf(node: Node, name: string): readonly Node[] {
	if (typeof node === 'string' || isList(node)) return [];
	const child = node[name];
	if (child === undefined) return [];
	return isList(child) ? child : [child];
}

/** The last of `names` that stands in a node: of protocols the innermost. */
export function lastOf(node: Node, names: readonly string[]): string {
	if (typeof node === 'string' || isList(node)) return '';
	return Object.keys(node).findLast((name) => names.includes(name)) ?? '';
}

/** All subtrees of a node, in order. */
export function subtreesOf(node: Node): readonly Node[] {
	if (typeof node === 'string' || isList(node)) return [];
	return Object.values(node).flatMap((child) => (isList(child) ? child : [child]));
}

/** All values under a name. */
export function valuesOf(node: Node, name: string): readonly string[] {
	return childrenOf(node, name).filter((child) => typeof child === 'string');
}

/** The first one; empty where there is none. */
export const valueOf = (node: Node, name: string): string => valuesOf(node, name)[0] ?? '';

function isList(node: Node): node is readonly Node[] {
	return Array.isArray(node);
}
