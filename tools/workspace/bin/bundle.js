// Makes the modules of a package, named by its folder, one file each, and the program `mkcross` one file with everything that it needs:
// a program that reads a hundred files takes three times as long to start. JavaScript, for tools need the packages.
// tsc --build checks types and writes declarations; what runs is written here.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, transform } from 'esbuild';
import { writePlugin } from './build-plugin.js';
import { compiledCheck } from './compiled-check.js';
import { importDirectly } from './direct-imports.js';

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

/** Modules of Node that libraries load for functions that mkcross does not call: commands that are programs, and `isexe` without `sync`. */
const uncalled = { commander: 'node:child_process', isexe: 'node:fs/promises' };
const withoutUncalled = {
  name: 'libraries without what is not called',
  setup: ({ onResolve, onLoad }) => {
    for (const [library, wanted] of Object.entries(uncalled))
      onResolve({ filter: new RegExp(`^${wanted}$`) }, ({ importer, path: asked }) =>
        importer.includes(`/node_modules/${library}/`) ? { path: asked, namespace: 'uncalled' } : undefined,
      );
    onLoad({ filter: /./, namespace: 'uncalled' }, () => ({ contents: '' }));
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
  if (existsSync(new URL('src/run-program.ts', folder))) await bundleProgram(into);
}

/**
 * The program `mkcross`. Its modules are CommonJS, of which V8 can keep what it has compiled (packages/cli/src/load); esbuild shares parts between
 * modules in the other form only, so that they are turned afterwards.
 */
async function bundleProgram(into) {
  const plugins = [withoutUncalled, ...shared.plugins, importDirectly(packages)];
  const smaller = { minifySyntax: true, minifyWhitespace: true, sourcemap: false };
  const { outputFiles: parts } = await build({
    ...shared,
    ...into,
    ...smaller,
    plugins: [plainSchemas, ...plugins],
    entryPoints: ['src/run-program.ts'],
    outExtension: { '.js': '.cjs' },
    write: false,
  });
  const modules = await Promise.all(
    parts.map(async ({ path: file, text }) => {
      const options = {
        format: 'cjs',
        platform: 'node',
        supported: { 'dynamic-import': false },
        target: shared.target,
      };
      const ownUrl = { 'import.meta.url': 'ownUrl' };
      const { code } = await transform(text, { ...options, ...smaller, define: ownUrl });
      const first = code.includes('ownUrl') ? 'const ownUrl=require("node:url").pathToFileURL(__filename).href;' : '';
      return { file, text: `${first}${code}` };
    }),
  );
  for (const { file, text } of modules) writeFileSync(file, text);
  // What is loaded before all else, and what is loaded in most calls of `run` alone.
  for (const entry of ['load/load-modules', 'shells/cached-run']) {
    const outfile = `dist/${entry.split('/').at(-1)}.cjs`;
    const alone = { entryPoints: [`src/${entry}.ts`], format: 'cjs', outfile, splitting: false };
    await build({ ...shared, ...smaller, absWorkingDir: path, plugins, ...alone });
  }
  writeFileSync(new URL('dist/build.cjs', folder), `exports.build = '${buildOf(new URL('dist/', folder))}';\n`);
}

/** A hash of a program's modules. */
function buildOf(dist) {
  const hash = createHash('sha256');
  const names = readdirSync(dist).filter((name) => name.endsWith('.cjs'));
  for (const name of names.toSorted()) hash.update(`${name}\n${readFileSync(new URL(name, dist), 'utf8')}\n`);
  return hash.digest('hex');
}
