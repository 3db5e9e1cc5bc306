import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A built site of one page and one worker, under the same policy as the real one. */
export interface TestSite extends AsyncDisposable {
	readonly folder: string;
}

const CSP = "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'";

const PAGE = `<!doctype html>
<html lang="en">
	<head>
		<meta http-equiv="Content-Security-Policy" content="${CSP}" />
		<title>USB</title>
		<script type="module" src="page.js"></script>
	</head>
	<body><button type="button">Connect</button></body>
</html>
`;

/** The worker notes at load time what a library imported by it would see. */
const FILES = {
	'index.html': PAGE,
	'page.js': `globalThis.worker = new Worker('worker.js', { type: 'module' });
document.querySelector('button').addEventListener('click', () => {
	globalThis.picked = navigator.usb
		.requestDevice({ filters: [{ classCode: 255, subclassCode: 66, protocolCode: 1 }] })
		.then((device) => device.serialNumber, (error) => error.name);
});
`,
	'worker.js': `import './atLoad.js';\n`,
	'atLoad.js': `globalThis.usbAtLoad = navigator.usb;\n`,
};

export async function makeTestSite(): Promise<TestSite> {
	const folder = await mkdtemp(join(tmpdir(), 'site-'));
	for (const [name, text] of Object.entries(FILES)) {
		await writeFile(join(folder, name), text);
	}
	return {
		folder,
		[Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
	};
}
