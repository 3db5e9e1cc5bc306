/** Fetches and compiles the core, also from a server that does not know the type of `.wasm` files. */
export async function compileCore(url: string): Promise<WebAssembly.Module> {
	const response = await fetch(url);
	if (!response.ok) throw new Error(`The decoding core did not load: ${response.status} ${url}`);
	return response.headers.get('content-type') === 'application/wasm'
		? WebAssembly.compileStreaming(response)
		: WebAssembly.compile(await response.arrayBuffer());
}
