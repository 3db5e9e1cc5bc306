/** Something that takes a while, as one value: no two of its states can be shown at once. */
export type Loading<T, F> =
	| { readonly state: 'idle' }
	| { readonly state: 'loading' }
	| { readonly state: 'loaded'; readonly value: T }
	| { readonly state: 'failed'; readonly failure: F };
