// SMB and SMB 2, [MS-SMB2] 2.1 and 2.2.1: behind four bytes of length, a byte and three letters.

const HEADER_LEN: u32 = 8;
const SMB_1: u32 = 0x424d53ff; // "\xffSMB"
const SMB_2: u32 = 0x424d53fe;
const SMB_3_SEALED: u32 = 0x424d53fd;

export function matches(at: usize, length: u32): bool {
	if (length < HEADER_LEN || load<u8>(at) != 0) return false;
	const magic = load<u32>(at + 4);
	return magic == SMB_1 || magic == SMB_2 || magic == SMB_3_SEALED;
}
