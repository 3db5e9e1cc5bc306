/** Whether a key press goes into a text: then it is not a command. */
export function isTyping(event: KeyboardEvent): boolean {
	const target = event.target;
	if (!(target instanceof HTMLElement)) return false;
	if (target instanceof HTMLInputElement)
		return target.type !== 'checkbox' && target.type !== 'radio';
	return target.isContentEditable || target.matches('textarea, select');
}

/** A plain key: nothing held down that makes it a shortcut of the browser, and nobody took it before. */
export function isCommand(event: KeyboardEvent): boolean {
	return !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.altKey;
}
