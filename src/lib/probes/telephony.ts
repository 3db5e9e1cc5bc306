import type { Telephony } from '../model/telephony.ts';
import { parseTelephonyRegistry } from '../parse/telephonyRegistry.ts';
import type { Probe } from './probe.ts';

/** The dump holds who called and in which cell the phone is: the phone's own shell keeps only what is asked for. */
const STATE_LINES = `dumpsys telephony.registry | while IFS= read -r line; do
	case $line in
		*local\\ logs:* | registrations:*) break ;;
		*Phone\\ Id=* | *mServiceState=* | *mSignalStrength=* | *mTelephonyDisplayInfo=*) print -r -- "$line" ;;
		*mDataConnectionState=* | *mDataActivity=* | *mUserMobileDataState=*) print -r -- "$line" ;;
	esac
done`;

/** Whether the phone is on a mobile network, on which kind, and how well. */
export const telephony: Probe<Telephony> = {
	id: 'telephony',
	title: 'Mobile network',
	asks: [{ argv: ['sh', '-c', STATE_LINES], timeout: 30_000, parse: parseTelephonyRegistry }],
	dumps: [{ service: 'telephony.registry' }],
};
