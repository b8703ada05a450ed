// Makes each public package's modules one file each, and the program `mkcross` one file with everything that it needs:
// a program that reads a hundred files takes three times as long to start. JavaScript, for tools need the packages.
// tsc --build checks types and writes declarations; what runs is written here.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { writePlugin } from './build-plugin.js';

const packages = new URL('../../../packages/', import.meta.url);
const shared = {
  // typebox is 300 modules, of which a package needs a few: only those go into its bundle.
  alias: { typebox: fileURLToPath(import.meta.resolve('typebox')) },
  bundle: true,
  conditions: ['@mkcross/source'],
  format: 'esm',
  // Scripts and small programs are files of their own, which packages carry as text.
  loader: { '.sh': 'text', '.c': 'text', '.cpp': 'text', '.rs': 'text', '.zig': 'text' },
  logLevel: 'warning',
  platform: 'node',
  sourcemap: true,
  splitting: true,
  target: 'node20.19',
};

const manifests = new Map(
  readdirSync(packages).map((name) => [
    name,
    JSON.parse(readFileSync(new URL(`${name}/package.json`, packages), 'utf8')),
  ]),
);
const isPlugin = (name) => manifests.get(name)?.mkcross?.plugin !== undefined;

for (const [name, { exports }] of manifests) {
  if (isPlugin(name)) continue;
  const folder = new URL(`${name}/`, packages);
  const path = fileURLToPath(folder);
  // Parts that commands share are named by their content: those of before would stay for ever.
  for (const file of readdirSync(new URL('dist/', folder)))
    if (/\.c?js(\.map)?$/.test(file)) rmSync(new URL(`dist/${file}`, folder));
  const entryPoints = Object.values(exports).flatMap((entry) => entry['@mkcross/source'] ?? []);
  const into = { absWorkingDir: path, outbase: 'src', outdir: 'dist' };
  await build({ ...shared, ...into, entryPoints, packages: 'external' });
  if (existsSync(new URL('src/main.ts', folder)))
    await build({
      ...shared,
      ...into,
      entryPoints: ['src/main.ts'],
      // Some libraries are CommonJS and require Node's own modules.
      banner: {
        js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
      },
      minifySyntax: true,
      minifyWhitespace: true,
    });
  // What is loaded before all else, and in most calls alone.
  if (existsSync(new URL('src/shells/run-as-before.ts', folder)))
    await build({
      ...shared,
      absWorkingDir: path,
      entryPoints: ['src/shells/run-as-before.ts'],
      outfile: 'dist/run-as-before.cjs',
      format: 'cjs',
      splitting: false,
      sourcemap: false,
      minifySyntax: true,
      minifyWhitespace: true,
    });
}

// Plugins are data, built from their sources by the kit: those that others refer to come first.
const { buildPlugin } = await import(new URL('plugin-kit/dist/build/index.js', packages).href);
const written = new Set();
async function writePluginOf(name) {
  if (written.has(name)) return;
  written.add(name);
  const companions = Object.keys(manifests.get(name)?.dependencies ?? {}).map((one) => one.replace('@mkcross/', ''));
  for (const companion of companions) await writePluginOf(companion);
  const folderOf = (one) => fileURLToPath(new URL(`${one}/`, packages));
  await writePlugin(folderOf(name), companions.map(folderOf), { shared, buildPlugin });
}
for (const name of manifests.keys()) if (isPlugin(name)) await writePluginOf(name);
