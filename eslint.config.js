import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/** How big a file, a function and a parameter list may grow before they want to be split. */
const sizes = {
	'max-params': ['error', 4],
	complexity: ['error', 12],
	'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
	'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
};

export default ts.config(
	{
		ignores: [
			'static/',
			'build/',
			'.svelte-kit/',
			'node_modules/',
			'src/core/',
			'tests/**/out/',
			'tests/fixtures/',
		],
	},
	js.configs.recommended,
	ts.configs.strictTypeChecked,
	ts.configs.stylisticTypeChecked,
	svelte.configs.recommended,
	{
		languageOptions: {
			globals: { ...globals.browser, ...globals.node },
			parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] },
		},
		rules: {
			...sizes,
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-import-type-side-effects': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true },
			],
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'no-restricted-syntax': [
				'error',
				{
					selector: 'ExportDefaultDeclaration',
					message: 'Named exports only: a thing has one name everywhere.',
				},
				{ selector: 'TSNonNullExpression', message: 'Prove it instead: assert or narrow.' },
			],
		},
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser } },
		rules: {
			'svelte/button-has-type': 'error',
			'svelte/require-each-key': 'error',
			'svelte/no-at-html-tags': 'error',
			'svelte/no-unused-props': 'error',
			// A <script> is a whole component, not a function.
			'max-lines-per-function': 'off',
		},
	},
	{
		// Links come resolved, by routes/pages.ts, and have that type.
		files: ['src/lib/ui/**', 'src/routes/**'],
		rules: {
			'svelte/no-navigation-without-resolve': ['error', { ignoreLinks: true, ignoreGoto: true }],
		},
	},
	{
		files: ['src/lib/**/*.ts', 'src/workers/**/*.ts', 'src/lib/**/*.svelte', 'src/routes/**'],
		ignores: ['static/', '**/*.test.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{ patterns: [{ group: ['node:*'], message: 'This runs in a browser.' }] },
			],
		},
	},
	{
		files: ['**/*.test.ts', 'tests/**', 'scripts/**'],
		rules: {
			'max-lines-per-function': 'off',
			// Playwright reads the names of fixtures from the first parameter, even when there are none.
			'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
			'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
		},
	},
	{
		files: ['*.config.{js,ts}', '.dependency-cruiser.js', 'scripts/**/*.js'],
		extends: [ts.configs.disableTypeChecked],
		rules: { 'no-restricted-syntax': 'off' },
	},
);
