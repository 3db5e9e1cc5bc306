// pcapng's interface description: how the packets of an interface are to be read.
import * as layout from '../layout';
import * as status from '../status';
import * as scratch from '../names/scratch';
import { u16At, u32At, u64At } from './byteOrder';
import * as interfaces from './interfaces';
import * as options from './options';

const LINK: usize = 0; // u16
const SNAP: usize = 4; // u32
const OPTIONS: u32 = 8;

const NAME: u32 = 2;
const RESOLUTION: u32 = 9;
const TIME_OFFSET: u32 = 14;

/** Takes the `length` bytes of such a block's body. Says whether it can be (layout STOP_*). */
export function apply(at: usize, length: u32): u32 {
	const link = u16At(at + LINK);
	if (!interfaces.add(link, u32At(at + SNAP))) return layout.STOP_MALFORMED;
	status.addLinkType(link);
	options.begin(at + OPTIONS, length - OPTIONS);
	while (options.next()) option();
	return layout.STOP_NONE;
}

function option(): void {
	if (options.code == NAME && options.size > 0) {
		scratch.clear();
		scratch.addText(options.value, options.size);
		interfaces.keepName();
	}
	if (options.code == RESOLUTION && options.size >= 1)
		interfaces.setResolution(load<u8>(options.value));
	if (options.code == TIME_OFFSET && options.size >= 8) interfaces.setOffset(u64At(options.value));
}
