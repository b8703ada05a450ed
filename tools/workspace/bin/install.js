// Installs what package-lock.json names if that has not happened yet. JavaScript, for it runs before there is a compiler.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import process from 'node:process';

const root = new URL('../../../', import.meta.url);
const changedAt = (file) => statSync(new URL(file, root), { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (changedAt('node_modules/.package-lock.json') < changedAt('package-lock.json')) {
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--loglevel=error'], { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
