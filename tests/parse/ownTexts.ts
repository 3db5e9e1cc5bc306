// What a parser reads of all that the fixtures hold: it says so itself.
import { readFileSync, readdirSync } from 'node:fs';
import { sectionsOf } from '../../src/lib/parse/sections.ts';
import { MODERN } from '../report/reportTexts.ts';
import type { Parser } from './parsers.ts';

const phones = new URL('../fixtures/phones/', import.meta.url);

/** AndroidQF's `packages.json` (its `modules/packages.go`). */
const PACKAGES_JSON = `[
	{"name":"com.example.courier","files":[{"path":"/data/app/base.apk"}],"uid":10123,"disabled":false},
	{"name":"com.example.chat","files":[],"uid":10167,"disabled":true}
]`;

/** `cmd settings list global`. */
const SETTINGS_LIST =
	'airplane_mode_on=0\nprivate_dns_mode=hostname\nprivate_dns_specifier=dns.example\n';

const phoneFiles = readdirSync(phones, { recursive: true, encoding: 'utf8' }).filter((name) =>
	name.endsWith('.txt'),
);

/** Every answer of a phone, and every part of one. */
const phoneTexts: readonly string[] = phoneFiles
	.flatMap((name) => {
		const whole = readFileSync(new URL(name, phones), 'utf8');
		return [whole, ...sectionsOf(whole).map(({ text }) => text)];
	})
	.concat(PACKAGES_JSON, SETTINGS_LIST);

const longest = (texts: readonly string[]): string =>
	texts.reduce((one, other) => (other.length > one.length ? other : one), '');

/** The longest answer to a probe. */
export const probeText = (id: string): string =>
	longest(
		phoneFiles
			.filter((name) => name.endsWith(`/${id}.txt`))
			.map((name) => readFileSync(new URL(name, phones), 'utf8')),
	);

/** The longest that this parser reads; empty where it reads none. */
export function ownText(parse: Parser): string {
	return longest(phoneTexts.filter((text) => text.trim() !== '' && parse(text).ok));
}

const summary = /BTSNOOP_LOG_SUMMARY[^\n]*\n([\w+/=\s]*)/;

/** Of what is no parser of an answer. */
export const otherTexts: Readonly<Record<string, string>> = {
	dumpstateLine: MODERN,
	parseBtsnooz: longest(phoneTexts.map((text) => summary.exec(text)?.[1] ?? '')),
	sectionsOf: MODERN.replaceAll('------', '@@'),
};
