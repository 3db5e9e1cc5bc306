// `npm test`: everything, in the order in which it fails fastest. CI runs the same.
// Plain JavaScript on purpose: it runs before anything is installed.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import process from 'node:process';
import { installPackages, run } from './lib/run.js';
import { installSystemPackages } from './lib/system.js';

const results = 'test-results';
const unitReport = `${results}/unit.json`;
const e2eReport = `${results}/e2e.json`;

/** Each step with the command that mends it, where there is one. */
const steps = [
	{ name: 'core', script: 'build:core' },
	{ name: 'checked core', script: 'build:checked' },
	{ name: 'format', script: 'format:check', mend: 'npm run format' },
	{ name: 'types', script: 'types' },
	{ name: 'lint', script: 'lint', mend: 'npm run lint:fix' },
	{ name: 'floors', script: 'floors' },
	{ name: 'unused', script: 'unused' },
	{ name: 'unit', script: 'test:unit', report: unitReport },
	{ name: 'build', script: 'build:site' },
	{ name: 'end-to-end', script: 'test:e2e', report: e2eReport },
];

/** @param {string} path */
const readReport = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {});

function countTests() {
	const unit = readReport(unitReport);
	const e2e = readReport(e2eReport).stats ?? {};
	return {
		passed: (unit.numPassedTests ?? 0) + (e2e.expected ?? 0) + (e2e.flaky ?? 0),
		failed: (unit.numFailedTests ?? 0) + (e2e.unexpected ?? 0),
		skipped: (unit.numPendingTests ?? 0) + (e2e.skipped ?? 0),
	};
}

await installPackages();
await installSystemPackages();
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const failed = [];
let passed = 0;
for (const step of steps) {
	const began = Date.now();
	console.log(`\n── ${step.name}`);
	try {
		await run('npm', ['run', '--silent', step.script]);
		if (step.report === undefined) passed += 1;
		console.log(`── ${step.name}: ok, ${((Date.now() - began) / 1000).toFixed(0)} s`);
	} catch {
		failed.push(step);
		console.log(`── ${step.name}: FAILED${step.mend === undefined ? '' : ` (try: ${step.mend})`}`);
	}
}

const tests = countTests();
// A step without a report counts as one check; a reporting step that died before its first test as one failure.
const broken = failed.filter((step) => step.report === undefined || tests.failed === 0).length;
const skippedInCi = process.env['CI'] === 'true' ? tests.skipped : 0;
if (skippedInCi > 0) console.log(`\n${skippedInCi} tests were skipped: in CI every test must run.`);
if (failed.length > 0) console.log(`\nFailed: ${failed.map((step) => step.name).join(', ')}`);
const failures = tests.failed + broken + (skippedInCi > 0 ? 1 : 0);
const skipped = tests.skipped > 0 ? `, ${tests.skipped} skipped` : '';
console.log(`\n${passed + tests.passed} passed, ${failures} failed${skipped}`);
process.exitCode = failures === 0 ? 0 : 1;
