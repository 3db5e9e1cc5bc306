// `npm run phone`: a virtual phone, and the site joined to it, so that the live way can be seen without hardware. Any
// browser will do: a stand-in for navigator.usb reaches the phone through this server.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { canRunPhone, PROFILE_NAMES, startPhone } from '../tests/phone/start.ts';
import { startBus } from '../tests/usb/bus.ts';
import { serve } from '../tests/usb/server.ts';

const { values } = parseArgs({ options: { profile: { type: 'string', default: 'rooted-13' } } });
const profile = PROFILE_NAMES.find((name) => name === values.profile);
const able = await canRunPhone();

if (profile === undefined) {
	console.error(`There is no phone “${values.profile}”; there are ${PROFILE_NAMES.join(', ')}.`);
	process.exitCode = 1;
} else if (!able.ok) {
	console.error(`The virtual phone cannot run here: ${able.reason}`);
	process.exitCode = 1;
} else {
	await using phone = await startPhone({ profile });
	const { socketPath, serial, model } = phone;
	await using bus = await startBus({
		phone: { socketPath, serial, product: model, manufacturer: 'Virtual' },
	});
	const folder = fileURLToPath(new URL('../build', import.meta.url));
	await using site = await serve({ folder, bus, shim: true });
	console.log(`${model} is plugged in: open ${site.origin} and press Connect. Ctrl-C unplugs it.`);
	await new Promise((resolve) => process.once('SIGINT', resolve));
}
