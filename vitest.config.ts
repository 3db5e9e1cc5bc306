import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

/** Sessions run with the reactivity of a page, not with the one that prerenders, in which nothing ever changes. */
const asInPage = svelte({
	configFile: false,
	dynamicCompileOptions: () => ({ generate: 'client' }),
});

export default defineConfig({
	plugins: [asInPage],
	ssr: { resolve: { conditions: ['browser', ...defaultServerConditions] } },
	test: {
		include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
		exclude: ['tests/e2e/**', '**/node_modules/**'],
		testTimeout: 30_000,
		hookTimeout: 60_000,
		maxWorkers: '100%',
	},
});
