// Makes each public package's modules one file each, and the program `mkcross` one file with everything that it needs:
// a program that reads a hundred files takes three times as long to start. JavaScript, for tools need the packages.
// tsc --build checks types and writes declarations; what runs is written here.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const packages = new URL('../../../packages/', import.meta.url);
const shared = {
  // typebox is 300 modules, of which a package needs a few: only those go into its bundle.
  alias: { typebox: fileURLToPath(import.meta.resolve('typebox')) },
  bundle: true,
  conditions: ['@mkcross/source'],
  format: 'esm',
  // Scripts are files of their own, which packages carry as text.
  loader: { '.sh': 'text' },
  logLevel: 'warning',
  platform: 'node',
  sourcemap: true,
  splitting: true,
  target: 'node20.19',
};

for (const name of readdirSync(packages)) {
  const folder = new URL(`${name}/`, packages);
  const path = fileURLToPath(folder);
  const { exports } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
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
