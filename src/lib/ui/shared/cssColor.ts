/** Reads a CSS colour as it computes inside `node`, tokens and light-dark() included. */
export function resolver(node: HTMLElement): (css: string) => string {
	const probe = document.createElement('span');
	probe.hidden = true;
	node.append(probe);
	return (css) => {
		probe.style.color = css;
		return getComputedStyle(probe).color;
	};
}

/** Calls back when the system or the person changed between light and dark. Gives what ends that. */
export function onThemeChange(callback: () => void): () => void {
	const system = matchMedia('(prefers-color-scheme: dark)');
	system.addEventListener('change', callback);
	const chosen = new MutationObserver(callback);
	chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
	return () => {
		system.removeEventListener('change', callback);
		chosen.disconnect();
	};
}
