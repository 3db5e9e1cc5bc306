import { expect, test } from 'vitest';
import { life } from '../../../tests/decode/decoding.ts';
import { pcap } from '../../../tests/decode/packets.ts';
import { decoderThread, HeldDecoder } from '../../../tests/session/decoderThread.ts';
import { deviceThread, FakeDevice } from '../../../tests/session/deviceThread.ts';
import { until } from '../../../tests/session/until.svelte.ts';
import { err, ok } from '#lib/base/result.ts';
import type { CaptureMessage } from '#lib/ports/decoder.ts';
import { CaptureSession } from './capture.svelte.ts';
import { RecordingSession } from './recording.svelte.ts';

const OPTIONS = { interface: 'wlan0', filter: 'port 443' };
const TOOL = {
	stderr: '',
	captured: 5,
	receivedByFilter: 5,
	droppedByKernel: 0,
	ended: true,
	fault: undefined,
};

function session() {
	const decoder = new HeldDecoder();
	const capture = new CaptureSession(() => decoderThread(decoder));
	const device = new FakeDevice();
	const recording = new RecordingSession(capture);
	return { capture, device, thread: deviceThread(device), recording };
}

const send = (device: FakeDevice, message: CaptureMessage): void => {
	device.sink?.postMessage(message);
};

test('a filter that tcpdump refuses leaves the earlier capture alone', async () => {
	const { capture, device, thread, recording } = session();
	await capture.openFile(new Blob([pcap(life)]), 'before.pcap');
	const before = capture.value;
	const refused = { kind: 'refused-by-tcpdump', message: 'tcpdump: syntax error' } as const;
	device.checked = err(refused);
	await recording.start(thread, OPTIONS);
	expect(recording.failure).toEqual(refused);
	expect(recording.stage).toBe('idle');
	expect(capture.value).toEqual(before);
	expect(device.answers.questions).toEqual(['check port 443']);
});

test('what tcpdump writes becomes the capture, until a person stops it', async () => {
	const { capture, device, thread, recording } = session();
	await recording.start(thread, OPTIONS);
	expect(recording.stage).toBe('recording');
	send(device, { kind: 'bytes', bytes: pcap(life) });
	await until(() => capture.summary?.packets === 5);
	expect(capture.summary?.origin).toMatchObject({ kind: 'tcpdump', ...OPTIONS });
	const slow = device.answers.hold('stop');
	const stopping = recording.stop(thread);
	await slow.asked;
	expect(recording.stage).toBe('stopping');
	send(device, { kind: 'end', tool: TOOL });
	slow.letGo();
	await stopping;
	expect(recording.stage).toBe('idle');
	await until(() => capture.summary?.complete === true);
	expect(capture.summary?.tool).toEqual(TOOL);
});

test('a tcpdump that ends by itself is not being recorded any more', async () => {
	const { capture, device, thread, recording } = session();
	await recording.start(thread, OPTIONS);
	send(device, { kind: 'end', tool: { ...TOOL, fault: 'tcpdump was killed.' } });
	await until(() => recording.stage === 'idle');
	expect(capture.summary?.tool?.fault).toBe('tcpdump was killed.');
});

test('a tcpdump that does not start leaves no empty capture behind', async () => {
	const { capture, device, thread, recording } = session();
	device.started = err({ kind: 'no-tcpdump' });
	await recording.start(thread, OPTIONS);
	expect(recording.failure).toEqual({ kind: 'no-tcpdump' });
	expect(recording.stage).toBe('idle');
	expect(capture.value).toBeUndefined();
});

test('a phone that is lost in mid-capture leaves everything it had sent', async () => {
	const { capture, device, thread, recording } = session();
	await recording.start(thread, OPTIONS);
	send(device, { kind: 'bytes', bytes: pcap(life) });
	// Two words on two ports: the news of the loss may overtake the last bytes.
	await recording.lost('The phone was unplugged.');
	expect(recording.stage).toBe('idle');
	expect(capture.summary).toMatchObject({
		packets: 5,
		complete: true,
		tool: { ended: true, fault: 'The phone was unplugged.' },
	});
	expect(capture.value?.flows).toHaveLength(3);
});

test('a start clears what was wrong before', async () => {
	const { device, thread, recording } = session();
	device.checked = err({ kind: 'needs-root' });
	await recording.start(thread, OPTIONS);
	device.checked = ok(undefined);
	await recording.start(thread, OPTIONS);
	expect(recording.failure).toBeUndefined();
	expect(recording.stage).toBe('recording');
});

test('interfaces are listed, or it is said why not, until another phone comes', async () => {
	const { device, thread, recording } = session();
	device.interfaces = err({ kind: 'needs-root' });
	await recording.listInterfaces(thread);
	expect(recording.interfaces).toEqual({ state: 'failed', failure: { kind: 'needs-root' } });
	device.interfaces = ok([{ name: 'wlan0', flags: ['Up'] }]);
	await recording.listInterfaces(thread);
	expect(recording.interfaces).toMatchObject({ state: 'loaded', value: [{ name: 'wlan0' }] });
	recording.forget();
	expect(recording.interfaces).toEqual({ state: 'idle' });
});

test('a phone that does not restart as root says so itself', async () => {
	const { device, thread, recording } = session();
	const message = 'adbd cannot run as root in production builds';
	device.restarted = err({ kind: 'refused', message });
	await recording.restartAsRoot(thread);
	expect(recording.failure).toEqual({ kind: 'refused', message });
});
