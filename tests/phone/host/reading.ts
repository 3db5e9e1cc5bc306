// Readings of a phone, taken as the site takes them: its probes, its shell, one connection.
import { hostOf, sessionOf } from '../../device/connected.ts';
import type { ProbeId, ProbeValues } from '../../../src/lib/model/reading.ts';
import { probes } from '../../../src/lib/probes/index.ts';
import { runProbe, type Probe } from '../../../src/lib/probes/probe.ts';
import type { Phone } from '../start.ts';

export interface Reader extends AsyncDisposable {
	/** What a probe reads now, with every consent given. Throws where it reads nothing. */
	read<Id extends ProbeId>(id: Id): Promise<ProbeValues[Id]>;
}

/** Whoever reads is root where the phone lets anybody: by su, which the shell asks, or by adbd's restart. */
export async function readerOf(phone: Phone): Promise<Reader> {
	const host = hostOf(phone);
	await sessionOf(host, phone);
	if (phone.profile.build === 'userdebug') await host.connector.restartAsRoot();
	return {
		read: async (id) => {
			const shell = host.connector.session?.shell;
			if (shell === undefined) throw new Error('the phone is gone');
			const probe: Probe<ProbeValues[typeof id]> = probes[id];
			const { outcome } = await runProbe(probe, shell, { rootAllowed: true });
			if (outcome.kind !== 'ok') throw new Error(`${id}: ${JSON.stringify(outcome)}`);
			return outcome.value;
		},
		[Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
	};
}
