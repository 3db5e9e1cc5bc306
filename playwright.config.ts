import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** The system's Chromium where there is one; elsewhere the one Playwright installs. */
const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) =>
	existsSync(path),
);

export default defineConfig({
	testDir: 'tests/e2e',
	outputDir: 'test-results/e2e',
	timeout: 90_000,
	expect: { timeout: 15_000 },
	workers: 2,
	forbidOnly: process.env['CI'] === 'true',
	reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
	use: {
		browserName: 'chromium',
		launchOptions: {
			...(chromium !== undefined && { executablePath: chromium }),
			args: [
				'--no-sandbox',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
				'--no-first-run',
			],
		},
		trace: 'retain-on-failure',
	},
});
