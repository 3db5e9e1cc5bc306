// The floors of docs/architecture.md: a folder may import itself and what stands in its list, nothing else.
const floors = {
	'src/lib/base': [],
	'src/lib/model': ['src/lib/base'],
	'src/lib/ports': ['src/lib/base', 'src/lib/model'],
	'src/lib/parse': ['src/lib/base', 'src/lib/model'],
	'src/lib/analysis': ['src/lib/base', 'src/lib/model'],
	'src/lib/probes': ['src/lib/base', 'src/lib/model', 'src/lib/ports', 'src/lib/parse'],
	'src/lib/decode': ['src/lib/base', 'src/lib/model', 'src/lib/ports', 'src/lib/analysis'],
	'src/lib/snapshot': ['src/lib/base', 'src/lib/model', 'src/lib/ports'],
	'src/lib/export': ['src/lib/base', 'src/lib/model', 'src/lib/ports'],
	'src/lib/report': [
		'src/lib/base',
		'src/lib/model',
		'src/lib/ports',
		'src/lib/parse',
		'src/lib/probes',
		'src/lib/snapshot',
	],
	'src/lib/device': [
		'src/lib/base',
		'src/lib/model',
		'src/lib/ports',
		'src/lib/parse',
		'src/lib/probes',
	],
	'src/workers': [
		'src/lib/base',
		'src/lib/model',
		'src/lib/ports',
		'src/lib/parse',
		'src/lib/analysis',
		'src/lib/probes',
		'src/lib/decode',
		'src/lib/snapshot',
		'src/lib/export',
		'src/lib/report',
		'src/lib/device',
	],
	'src/lib/session': [
		'src/lib/base',
		'src/lib/model',
		'src/lib/ports',
		'src/lib/parse',
		'src/lib/analysis',
		'src/lib/probes',
		'src/lib/decode',
		'src/lib/snapshot',
		'src/lib/export',
		'src/lib/report',
		'src/lib/device',
		'src/workers',
	],
	'src/lib/ui': ['src/lib/base', 'src/lib/model', 'src/lib/ports', 'src/lib/session'],
	'src/routes': ['src/lib/base', 'src/lib/model', 'src/lib/ports', 'src/lib/session', 'src/lib/ui'],
	'src/core': [],
};

/** Files that two floors share on purpose. */
const shared = { 'src/lib/decode': ['src/core/layout[.]ts$'] };

const floorRules = Object.entries(floors).map(([folder, below]) => ({
	name: `floor: ${folder}`,
	comment: `${folder} may import ${below.join(', ') || 'nothing'} besides itself (docs/architecture.md)`,
	severity: 'error',
	from: { path: `^${folder}/`, pathNot: '[.]test[.]ts$' },
	to: {
		path: '^(src|tests|scripts)/',
		pathNot: [`^${folder}/`, ...below.map((name) => `^${name}/`), ...(shared[folder] ?? [])],
	},
}));

export default {
	forbidden: [
		...floorRules,
		{
			name: 'floor: src/lib/ui/shared',
			comment: 'ui/shared knows no domain: base only',
			severity: 'error',
			from: { path: '^src/lib/ui/shared/', pathNot: '[.]test[.]ts$' },
			to: { path: '^src/', pathNot: ['^src/lib/ui/shared/', '^src/lib/base/'] },
		},
		{
			name: 'only device speaks ADB',
			severity: 'error',
			from: { path: '^src/', pathNot: '^src/lib/device/' },
			to: { path: '@yume-chan' },
		},
		{ name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
		{
			name: 'everything resolves',
			comment: 'An import that the tool cannot follow would pass every other rule in silence.',
			severity: 'error',
			from: { path: '^src/' },
			to: {
				couldNotResolve: true,
				pathNot: ['^[$]app/', '^[.]/[$]types', '[?]url$', '^[$]service-worker$'],
			},
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			extensions: ['.ts', '.js', '.svelte', '.json'],
			exportsFields: ['exports'],
			conditionNames: ['svelte', 'import', 'browser', 'default'],
		},
	},
};
