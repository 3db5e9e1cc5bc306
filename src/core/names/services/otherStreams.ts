// What is read of Telnet, MQTT, RTSP, SIP, RDP and ADB once they are told.
import * as layout from '../../layout';
import * as extra from '../../flow/extra';
import * as adb from '../../wire/adb';
import * as mqtt from '../../wire/mqtt';
import * as rdp from '../../wire/rdp';
import * as rtsp from '../../wire/rtsp';
import * as sip from '../../wire/sip';
import * as telnet from '../../wire/telnet';
import { DONE } from '../verdict';
import * as dialogue from './dialogue';
import * as uriName from './uriName';
import { toTls } from './upgrade';

/** What is typed behind a prompt for a password. */
export function followTelnet(flow: usize, way: u32, at: usize, length: u32): u32 {
	if (telnet.asksPassword(at, length)) {
		dialogue.setClient(flow, 1 - way);
		dialogue.set(flow, dialogue.SECRET_DUE);
	} else if (dialogue.has(flow, dialogue.SECRET_DUE) && dialogue.isClient(flow, way)) {
		if (!telnet.isTyped(at)) return dialogue.goOn(flow, way);
		extra.markCredentials(flow, layout.CREDENTIALS_OTHER);
		return DONE;
	}
	return dialogue.goOn(flow, way);
}

export function followMqtt(flow: usize, at: usize, length: u32): u32 {
	if (mqtt.isConnect(at, length) && mqtt.hasPassword(at, length))
		extra.markCredentials(flow, layout.CREDENTIALS_OTHER);
	return DONE;
}

export function followRtsp(flow: usize, way: u32, at: usize, length: u32): u32 {
	if (!rtsp.isRequest(at, length)) return dialogue.goOn(flow, way);
	uriName.add(flow, way, at, length);
	if (rtsp.hasPassword(at, length)) extra.markCredentials(flow, layout.CREDENTIALS_OTHER);
	return dialogue.goOn(flow, way);
}

export function followSip(flow: usize, way: u32, at: usize, length: u32): u32 {
	if (sip.isRequest(at, length)) uriName.add(flow, way, at, length);
	return DONE;
}

/** The server chooses; what follows in both directions is TLS. */
export function followRdp(flow: usize, at: usize, length: u32): u32 {
	return rdp.matches(at, length) && rdp.grantsTls(at) ? toTls(flow) : DONE;
}

/** Both ends say STLS before they go on inside TLS. */
export function followAdb(flow: usize, way: u32, at: usize, length: u32): u32 {
	if (!adb.isStartTls(at, length)) return dialogue.goOn(flow, way);
	if (dialogue.has(flow, dialogue.TLS_ASKED)) return toTls(flow);
	dialogue.set(flow, dialogue.TLS_ASKED);
	return dialogue.goOn(flow, way);
}
