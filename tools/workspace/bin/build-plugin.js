import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * Writes plugin.json of a package from src/plugin.ts and its scripts, if its text changes. The sources run here, on the author's machine;
 * what is published is data. `companions` are the folders of the packages that it requires or uses, built before.
 */
export async function writePlugin(folder, companions, { shared, buildPlugin }) {
  // Below the package, so that its imports are found.
  const temporary = mkdtempSync(join(folder, '.plugin-'));
  try {
    const outfile = join(temporary, 'plugin.mjs');
    await build({
      ...shared,
      absWorkingDir: folder,
      entryPoints: ['src/plugin.ts'],
      outfile,
      splitting: false,
      sourcemap: false,
    });
    const { default: plugin } = await import(pathToFileURL(outfile).href);
    const read = (path) => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : undefined);
    const data = companions.map((one) => JSON.parse(readFileSync(join(one, 'plugin.json'), 'utf8')));
    const { text, problems } = buildPlugin({ plugin, read, companions: data });
    if (text === undefined)
      throw new Error(`${folder}src/plugin.ts:\n${problems.map((one) => `  - ${one}`).join('\n')}`);
    if (read('plugin.json') !== text) writeFileSync(join(folder, 'plugin.json'), text);
  } finally {
    rmSync(temporary, { recursive: true });
  }
}
