import type { ServiceName } from './service.ts';

/** A service by the name that people know. */
export const serviceTitle = (name: ServiceName): string => name.toUpperCase();
