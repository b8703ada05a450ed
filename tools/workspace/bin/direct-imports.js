// Imports of a package by its name, as imports of the modules that declare what is imported. esbuild gives every module that an index names
// to all who import anything from that index: a command would load what it does not use.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The text of a module with direct imports. `indexOf` gives the URL of the index of a package, by its name. */
export function directImports(text, indexOf) {
  return text.replaceAll(/^import \{([^}]*)\} from '(@mkcross\/[^']+)';$/gm, (_, names, from) =>
    listOf(names)
      .map((name) => {
        const [outer] = name.split(' as ');
        const module = outer.startsWith('type ') ? undefined : declaring(outer, indexOf(from));
        return `import { ${name} } from '${module === undefined ? from : fileURLToPath(module)}';`;
      })
      .join(' '),
  );
}

const listOf = (names) =>
  names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** The URL of the module from which an index exports a name under the same name; undefined if there is none. */
function declaring(name, index) {
  const text = readFileSync(index, 'utf8');
  for (const [, names, from] of text.matchAll(/^export \{([^}]*)\} from '([^']+)';$/gm))
    if (listOf(names).includes(name)) return deepest(name, new URL(from, index));
  for (const [, from] of text.matchAll(/^export \* from '([^']+)';$/gm)) {
    const module = new URL(from, index);
    if (declares(name, module)) return module;
    const found = declaring(name, module);
    if (found !== undefined) return found;
  }
  return undefined;
}

const deepest = (name, module) => declaring(name, module) ?? module;

const declares = (name, module) =>
  new RegExp(`^export (async )?(const|function|class) ${name}\\b`, 'm').test(readFileSync(module, 'utf8'));

/** For esbuild. `folder` is the URL of the folder of packages. */
export const importDirectly = (folder) => ({
  name: 'import directly',
  setup: ({ onLoad }) => {
    const manifest = (name) => new URL(`${name}/package.json`, folder);
    const indexOf = (from) => {
      const [, name, part] = from.split('/');
      const { exports } = JSON.parse(readFileSync(manifest(name), 'utf8'));
      return new URL(exports[part === undefined ? '.' : `./${part}`]['@mkcross/source'], manifest(name));
    };
    onLoad({ filter: /\/packages\/[^/]+\/src\/.*\.ts$/ }, ({ path }) => ({
      contents: directImports(readFileSync(path, 'utf8'), indexOf),
      loader: 'ts',
    }));
  },
});
