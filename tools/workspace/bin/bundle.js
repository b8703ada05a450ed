// Makes the modules of a package, named by its folder, one file each, and the program `mkcross` one file with everything that it needs:
// a program that reads a hundred files takes three times as long to start. JavaScript, for tools need the packages.
// tsc --build checks types and writes declarations; what runs is written here.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { writePlugin } from './build-plugin.js';
import { compiledCheck } from './compiled-check.js';

const packages = new URL('../../../packages/', import.meta.url);
/** typebox is 300 modules, of which a package needs a few: only those go into its bundle. None does anything but declare. */
const inlineTypebox = {
  name: 'inline typebox',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^typebox(\/|$)/ }, ({ path: wanted }) => ({
      path: fileURLToPath(import.meta.resolve(wanted)),
      sideEffects: false,
    }));
    onResolve({ filter: /^\./ }, ({ path: wanted, importer }) =>
      importer.includes('/node_modules/typebox/')
        ? { path: fileURLToPath(new URL(wanted, pathToFileURL(importer))), sideEffects: false }
        : undefined,
    );
  },
};

/** Schemas without TypeBox, in the program. */
const plainSchemas = {
  name: 'plain schemas',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^typebox$/ }, () => ({
      path: fileURLToPath(new URL('plain-schemas.js', import.meta.url)),
      sideEffects: false,
    }));
  },
};

/** commander starts programs only for subcommands that are programs, which mkcross has none of; to load Node's module takes a tenth of a start. */
const withoutProcesses = {
  name: 'commander without processes',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^node:child_process$/ }, ({ importer, path: wanted }) =>
      importer.includes('/node_modules/commander/') ? { path: wanted, namespace: 'without-processes' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'without-processes' }, () => ({ contents: '' }));
  },
};

/** The check of a plugin's shape, compiled from the schema. */
const compileShape = {
  name: 'compile the shape of plugins',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\/composer\/src\/plugins\/plugin-shape\.ts$/ }, async () => {
      const entryPoints = [fileURLToPath(new URL('core/src/contract/plugin.ts', packages))];
      const output = { write: false, splitting: false, sourcemap: false };
      const { outputFiles } = await build({ ...shared, plugins: [inlineTypebox], ...output, entryPoints });
      const { PluginSchema } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
      const code = compiledCheck(PluginSchema, { 'project-path': 'isProjectPath' });
      return {
        contents: `import { isProjectPath } from '../config/schema-problems.ts';\n${code}\nexport { Check as hasPluginShape };\n`,
      };
    });
  },
};

const shared = {
  bundle: true,
  conditions: ['@mkcross/source'],
  format: 'esm',
  // Scripts and small programs are files of their own, which packages carry as text.
  loader: { '.sh': 'text', '.c': 'text', '.cpp': 'text', '.rs': 'text', '.zig': 'text' },
  logLevel: 'warning',
  platform: 'node',
  plugins: [inlineTypebox, compileShape],
  sourcemap: true,
  splitting: true,
  target: 'node20.19',
};

const [, , name] = process.argv;
const folder = new URL(`${name}/`, packages);
const path = fileURLToPath(folder);
const manifestOf = (one) => JSON.parse(readFileSync(new URL(`${one}/package.json`, packages), 'utf8'));
const { exports, mkcross, dependencies = {} } = manifestOf(name);

if (mkcross?.plugin === undefined) await bundlePackage();
else await buildPluginFile();

/** A plugin is data, built from its sources by the kit; those that it refers to are built before. */
async function buildPluginFile() {
  const { buildPlugin } = await import(new URL('plugin-kit/dist/build/index.js', packages).href);
  const companions = [...companionsOf(dependencies)].toSorted();
  const folderOf = (one) => fileURLToPath(new URL(`${one}/`, packages));
  await writePlugin(folderOf(name), companions.map(folderOf), { shared, buildPlugin });
}

/** The plugins that a plugin refers to, and theirs. */
function companionsOf(named, found = new Set()) {
  for (const one of Object.keys(named).map((other) => other.replace('@mkcross/', ''))) {
    if (found.has(one)) continue;
    found.add(one);
    companionsOf(manifestOf(one).dependencies ?? {}, found);
  }
  return found;
}

async function bundlePackage() {
  // Parts that commands share are named by their content: those of before would stay for ever.
  mkdirSync(new URL('dist/', folder), { recursive: true });
  for (const file of readdirSync(new URL('dist/', folder)))
    if (/\.c?js(\.map)?$/.test(file)) rmSync(new URL(`dist/${file}`, folder));
  const entryPoints = Object.values(exports).flatMap((entry) => entry['@mkcross/source'] ?? []);
  const into = { absWorkingDir: path, outbase: 'src', outdir: 'dist' };
  await build({ ...shared, ...into, entryPoints, packages: 'external' });
  if (existsSync(new URL('src/main.ts', folder)))
    await build({
      ...shared,
      ...into,
      plugins: [plainSchemas, withoutProcesses, ...shared.plugins],
      entryPoints: ['src/main.ts'],
      // Some libraries are CommonJS and require Node's own modules.
      banner: {
        js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
      },
      minifySyntax: true,
      minifyWhitespace: true,
    });
  // What is loaded before all else, and in most calls alone.
  if (existsSync(new URL('src/shells/cached-run.ts', folder)))
    await build({
      ...shared,
      absWorkingDir: path,
      entryPoints: ['src/shells/cached-run.ts'],
      outfile: 'dist/cached-run.cjs',
      format: 'cjs',
      splitting: false,
      sourcemap: false,
      minifySyntax: true,
      minifyWhitespace: true,
    });
}
