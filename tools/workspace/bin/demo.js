// Bundles mkcross and starts the demo. The demo is not type-checked before: that takes minutes.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { transpile } from './transpile.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
process.chdir(root);
console.error('[0:00] Bundling mkcross and its plugins (next: what the shells need)');
const { status, stdout, stderr, error } = spawnSync('nx', ['run-many', '-t', 'bundle', '--outputStyle=static'], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'pipe'],
});
if (status === 0) {
  await transpile('tools/testbed');
  await import('../../testbed/dist/demo/main.js');
} else {
  console.error(error?.message ?? `${stdout}${stderr}`);
  process.exitCode = 1;
}
