import { ascii } from '../../fixtures/packets.ts';
import { toServer, type Frame } from './network.ts';
import { TcpConnection } from './tcp.ts';
import { fetchedSize, joined, pick, type World } from './world.ts';

const LARGEST = 60_000;
const FILES = ['index.html', 'news/today.html', 'update/list.bin', 'generate_204'] as const;

const head = (...lines: readonly string[]): readonly number[] =>
	ascii(`${lines.join('\r\n')}\r\n\r\n`);

function request(host: string, file: string): Uint8Array {
	const lines = [
		`GET /${file} HTTP/1.1`,
		`Host: ${host}`,
		'User-Agent: Dalvik/2.1.0 (Linux; U; Android 14; Pixel 7 Build/AP1A.240405.002)',
		'Accept: */*',
		'Accept-Language: en-US,en;q=0.9',
		'Accept-Encoding: gzip, deflate',
		'Connection: keep-alive',
	];
	return joined(head(...lines));
}

function response(world: World, file: string): Uint8Array {
	const length = Math.min(fetchedSize(world), LARGEST);
	const isPage = file.endsWith('.html');
	const body = isPage ? world.words(length) : world.noise(length);
	const lines = [
		'HTTP/1.1 200 OK',
		'Date: Sun, 15 Jun 2025 15:06:40 GMT',
		'Server: nginx',
		`Content-Type: ${isPage ? 'text/html; charset=utf-8' : 'application/octet-stream'}`,
		`Content-Length: ${body.length}`,
		'Cache-Control: max-age=300',
		'Connection: keep-alive',
	];
	return joined(head(...lines), body);
}

const NO_CONTENT = joined(
	head('HTTP/1.1 204 No Content', 'Content-Length: 0', 'Connection: keep-alive'),
);

/** Several requests in clear, one behind the other. */
export function* httpConnection(world: World, host: string): Generator<Frame, void> {
	const tcp = new TcpConnection(world, toServer(world, 80));
	yield* tcp.open();
	for (let left = 1 + world.dice(4); left > 0; left -= 1) {
		const file = pick(world.dice, FILES);
		yield* tcp.send('phone', request(host, file));
		yield* tcp.send('other', file === 'generate_204' ? NO_CONTENT : response(world, file));
	}
	yield* tcp.close();
}
