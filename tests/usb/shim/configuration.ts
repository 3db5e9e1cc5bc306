import type { Endpoint, UsbInterface } from '../descriptors.ts';

/** USBAlternateInterface, without its constructor. */
type Alternate = Omit<USBAlternateInterface, never>;

/** USBConfiguration: the one that a phone has. */
export class Configuration {
	readonly configurationValue = 1;
	readonly configurationName = null;
	readonly interfaces: readonly Interface[];

	constructor(interfaces: readonly UsbInterface[]) {
		this.interfaces = interfaces.map((one) => new Interface(one));
	}
}

/** USBInterface, with the one setting that a phone's interfaces have. */
export class Interface {
	readonly interfaceNumber: number;
	readonly alternate: Alternate;
	readonly alternates: readonly [Alternate];
	claimed = false;
	readonly #endpoints: readonly Endpoint[];

	constructor({ number, code, endpoints }: UsbInterface) {
		this.interfaceNumber = number;
		this.#endpoints = endpoints;
		this.alternate = {
			alternateSetting: 0,
			interfaceClass: code[0],
			interfaceSubclass: code[1],
			interfaceProtocol: code[2],
			interfaceName: null,
			endpoints: endpoints.map(({ address, type, packetSize }) => ({
				endpointNumber: address & 0x0f,
				direction: (address & 0x80) === 0 ? 'out' : 'in',
				type,
				packetSize,
			})),
		};
		this.alternates = [this.alternate];
	}

	hasEndpoint(address: number): boolean {
		return this.#endpoints.some((one) => one.address === address);
	}
}
