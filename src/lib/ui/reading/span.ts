/** Which time amounts speak of: since the watch began, or since the kernel began to count. */
export type Span = 'sinceStart' | 'sinceBoot';
