// The resolver of Android 9 and 10: asks the name server for every app, under its own uid.
import { createServer } from 'node:net';
import { DNS_PROXY_SOCKET } from '../paths.ts';
import { askServer } from './names.ts';

async function answer(question: string): Promise<string> {
	const [family, name = ''] = question.split(' ');
	try {
		return await askServer(name, family === '6' ? 6 : 4);
	} catch {
		return ''; // the asker tells it from an address
	}
}

process.title = process.env['APP_PROCESS'] ?? 'netd';
process.on('disconnect', () => process.exit());

const server = createServer({ allowHalfOpen: true }, (socket) => {
	socket.on('error', () => socket.destroy());
	socket.once('data', (question) => {
		void answer(question.toString()).then((address) => socket.end(address));
	});
});
server.listen(DNS_PROXY_SOCKET, () => process.send?.('listening'));
