/** Why the host's kernel refuses or fails an operation on a device, by its name in Linux. */
export type UsbError = keyof typeof LINUX_ERRNO;

/** include/uapi/asm-generic/errno.h: the same on every architecture Debian's Chromium runs on. */
const LINUX_ERRNO = {
	/** Cancelled, or the device was reset under it. */
	ENOENT: 2,
	/** No permission for the device's node: the udev rule is missing. */
	EACCES: 13,
	/** Another program has claimed the interface. */
	EBUSY: 16,
	ENODEV: 19,
	EINVAL: 22,
	/** The endpoint stalled: the device does not know the request. */
	EPIPE: 32,
	/** Babble: the device sent more than was asked for. */
	EOVERFLOW: 75,
	/** The device was unplugged under the transfer. */
	ESHUTDOWN: 108,
} as const;

export function linuxErrno(error: UsbError): number {
	return LINUX_ERRNO[error];
}
