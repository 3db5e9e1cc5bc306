import { chromium } from '@playwright/test';
import { writeFileSync, mkdirSync } from 'node:fs';
import { serve } from './tests/usb/server.ts';
import { exampleSnapshot } from './tests/fixtures/snapshots.ts';
import { writeSnapshotFile } from './src/lib/snapshot/file.ts';
const out = '/tmp/shots'; mkdirSync(out, { recursive: true });
const file = await writeSnapshotFile(exampleSnapshot());
if (!file.ok) throw new Error(JSON.stringify(file.error));
writeFileSync('/tmp/shots/example.porthole', Buffer.from(await file.value.arrayBuffer()));
await using site = await serve({ folder: new URL('build', import.meta.url).pathname });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const pages = process.argv.slice(2);
for (const [name, look] of [['light', { colorScheme: 'light', viewport: { width: 1360, height: 900 } }], ['dark', { colorScheme: 'dark', viewport: { width: 1360, height: 900 } }], ['phone', { colorScheme: 'light', viewport: { width: 390, height: 844 } }]] as const) {
	const page = await browser.newPage(look);
	page.on('pageerror', (e) => console.log('ERR', e.message));
	await page.goto(site.origin);
	await page.locator('[data-ready=true]').waitFor({ state: 'attached' });
	await page.locator('input[type=file]').first().setInputFiles('/tmp/shots/example.porthole');
	await page.waitForURL(/overview/);
	for (const p of pages) {
		await page.evaluate((href) => { document.querySelector<HTMLElement>(`nav a[href*="${href}"]`)?.click(); }, p);
		await page.waitForURL(new RegExp(p)).catch(() => console.log('no', p));
		await page.waitForTimeout(600);
		await page.screenshot({ path: `${out}/${p}-${name}.png` });
		const main = await page.evaluate(() => { const m = document.querySelector('main'); return m ? m.scrollHeight : 0; });
		await page.setViewportSize({ width: look.viewport.width, height: Math.min(4200, Math.max(900, main + 80)) });
		await page.waitForTimeout(300);
		await page.screenshot({ path: `${out}/${p}-${name}-full.png` });
		await page.setViewportSize(look.viewport);
		const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
		if (wide) console.log('SIDEWAYS', p, name);
	}
	await page.close();
}
await browser.close();
