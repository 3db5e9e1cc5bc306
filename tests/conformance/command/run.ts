// `npm run conformance -- DIR`: every capture below DIR by our core, against tshark and capinfos, field by field.
// Prints how far they agree, and every disagreement that differences.ts does not explain; then it ends with 1.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { hasTshark } from '../tshark.ts';
import { added, judge } from './compare.ts';
import { capturesBelow, compareAll } from './conformance.ts';
import { DIFFERENCES } from './differences.ts';
import { agreementTable, disagreementLine } from './report.ts';

const USAGE = 'npm run conformance -- DIR';

/** Why nothing can be compared; undefined where everything is there. */
function whyNot(folder: string): string | undefined {
	if (!hasTshark()) return 'tshark or capinfos is not installed.';
	const found = statSync(folder, { throwIfNoEntry: false });
	return found?.isDirectory() === true ? undefined : `There is no folder ${folder}.`;
}

async function main(folder: string): Promise<void> {
	const files = capturesBelow(folder);
	const agreements = await compareAll(folder, files, (done) => {
		if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${files.length} files`);
	});
	const agreement = added(agreements);
	const judgement = judge(agreement.disagreements, DIFFERENCES, new Set(files));
	for (const each of judgement.unexplained) console.log(disagreementLine(each));
	for (const each of judgement.idle) console.log(`${each}: listed as a difference, and is none`);
	console.log(`\n${files.length} files\n${agreementTable(agreement, judgement)}`);
	const isFine = judgement.unexplained.length + judgement.idle.length === 0 && files.length > 0;
	process.exitCode = isFine ? 0 : 1;
}

const [folder, ...others] = process.argv.slice(2);
if (folder === undefined || others.length > 0) {
	console.error(USAGE);
	process.exitCode = 2;
} else {
	// npm goes to the project's folder first, and keeps where it was called.
	const path = `${resolve(process.env['INIT_CWD'] ?? '', folder)}/`;
	const reason = whyNot(path);
	if (reason === undefined) await main(path);
	else {
		console.error(reason);
		process.exitCode = 1;
	}
}
