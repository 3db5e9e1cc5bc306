/** What is needed of a `USBDevice` to name it. */
export interface Named {
	readonly serialNumber?: string | null | undefined;
	readonly vendorId: number;
	readonly productId: number;
}

/**
 * How a phone is named on both sides of the thread: the page picks it by this, the thread finds it again. Phones
 * without a serial number go by vendor and product, so that two of them cannot be told apart.
 */
export function serialOf(device: Named): string {
	const number = device.serialNumber ?? '';
	if (number !== '') return number;
	return `${hex(device.vendorId)}x${hex(device.productId)}`;
}

const hex = (value: number): string => value.toString(16).padStart(4, '0');
