/** Puts text on the clipboard. False where the browser refuses: no focus, no permission, no secure context. */
export async function copyText(text: string): Promise<boolean> {
	if (!('clipboard' in navigator)) return false;
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return false;
	}
}
