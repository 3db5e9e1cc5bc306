import type { Endpoint } from '#lib/model/endpoint.ts';
import { endpointText } from '../endpointText.ts';

/** An end of a socket: a port that is not chosen is any port. */
export const written = (end: Endpoint): string =>
	end.port === 0 ? `${endpointText(end)}:*` : endpointText(end);
