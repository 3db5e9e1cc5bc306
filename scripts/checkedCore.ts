// `npm run build:checked`: the core in which every read and write is asserted to lie where it may (memory/guard.ts),
// from the same source as the released one. What it traps on, the other would read or write past its bytes.
import { compileChecked } from './lib/checkedCore.ts';

const wrong = await compileChecked('src/lib/decode/core.checked.wasm');
if (wrong !== undefined) {
	console.error(wrong);
	process.exitCode = 1;
}
