import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedFiles } from './docs/generated-files.ts';

// With --check nothing is written: files that are not as the code makes them are named, and fail.
const checks = process.argv.includes('--check');
const root = fileURLToPath(new URL('../../..', import.meta.url));
for (const { path, text } of await generatedFiles(root)) {
  const current = await readFile(join(root, path), 'utf8').catch(() => '');
  if (current === text) continue;
  if (checks) {
    console.log(`${path} differs from what the code says. Run "npm run docs".`);
    process.exitCode = 1;
    continue;
  }
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}
