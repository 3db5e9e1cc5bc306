import type { IconName } from './icons.ts';

/** What a mark, a notice or a number means. Each tone has a colour, and an icon so that colour is never alone. */
export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'danger';

export const toneIcons: Readonly<Record<Tone, IconName>> = {
	neutral: 'info',
	info: 'info',
	good: 'check',
	warn: 'warn',
	danger: 'warn',
};
