declare const brand: unique symbol;

/** A `Base` that only its own constructor can make, so that a port is never mistaken for a uid. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
