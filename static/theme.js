// Loaded by the head of every page, so that a remembered choice of light or dark stands before anything is painted.
// ThemeButton shows and changes the choice (src/lib/ui/frame/theme.svelte.ts, which keeps it under the same key).
try {
	const theme = localStorage.getItem('porthole.theme');
	if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
	// A browser that keeps nothing for this site: the system decides.
}
