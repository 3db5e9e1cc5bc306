// `npm start`: from a fresh clone to a page in the browser, with nothing but Node and npm.
// Plain JavaScript on purpose: it runs before anything is installed, on whatever Node is there.
import { installPackages, run } from './lib/run.js';

await installPackages();
await run('npm', ['run', '--silent', 'build']);
await run('npm', ['run', '--silent', 'preview'], { interactive: true });
