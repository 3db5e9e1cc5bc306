/** How long a browser may take to begin reading what it downloads, in milliseconds. */
const KEEP = 60_000;

/** Hands a file to the person, under a name. */
export function saveAs(file: Blob, name: string): void {
	const url = URL.createObjectURL(file);
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	setTimeout(() => {
		URL.revokeObjectURL(url);
	}, KEEP);
}
