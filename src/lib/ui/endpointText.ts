import type { Endpoint } from '#lib/model/endpoint.ts';

/** Address and port as they are written together; IPv6 in brackets (RFC 3986 3.2.2). */
export function endpointText({ address, port }: Endpoint): string {
	const host = address.includes(':') ? `[${address}]` : address;
	return port === 0 ? host : `${host}:${port}`;
}
