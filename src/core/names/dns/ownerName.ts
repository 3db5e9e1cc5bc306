// The name that a question or record is about, in whichever way its protocol writes names.
import * as layout from '../../layout';
import * as domainName from './domainName';
import * as netbiosName from './netbiosName';

/** As domainName `read`, for a message of `protocol` (layout SERVICE_DNS, _MDNS, _LLMNR, _NBNS). */
export function read(protocol: u32, message: usize, length: u32, offset: u32): u32 {
	const behind = domainName.read(message, length, offset);
	if (behind == 0 || protocol != <u32>layout.SERVICE_NBNS) return behind;
	return netbiosName.decode() ? behind : 0;
}
