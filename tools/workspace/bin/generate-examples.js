// Writes the generated files of each example, from the bundles of the packages: node tools/workspace/bin/generate-examples.js [NAME…]
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const at = (path) => new URL(`../../../${path}`, import.meta.url);
const { compose, isGeneratedText, modelOf, renderFlake, renderFolder } = await import(
  at('packages/composer/dist/index.js').href
);
const { disk, loadPlugins, pluginDisk, readProject } = await import(at('packages/composer/dist/node/index.js').href);

const examples = fileURLToPath(at('examples'));
const [, , ...asked] = process.argv;
const names = readdirSync(examples).filter((name) => existsSync(join(examples, name, 'mkcross.toml')));

for (const name of asked.length > 0 ? asked : names) await generate(join(examples, name));

async function generate(root) {
  const { project, found } = await readProject(disk, root);
  if (project === undefined) throw new Error(JSON.stringify(found, null, 2));
  const loaded = await loadPlugins(project, { files: pluginDisk, root, own: fileURLToPath(at('packages/composer')) });
  if (loaded.found.length > 0) throw new Error(JSON.stringify(loaded.found, null, 2));
  const model = modelOf(compose({ ...project, pluginIds: loaded.pluginIds }, loaded.plugins));
  rmSync(join(root, 'mkcross'), { recursive: true, force: true });
  const flake = join(root, 'flake.nix');
  const hasOwnFlake =
    existsSync(join(root, 'devenv.nix')) || (existsSync(flake) && !isGeneratedText(readFileSync(flake, 'utf8')));
  for (const { path, text } of [...(hasOwnFlake ? [] : [renderFlake(model)]), ...renderFolder(model)]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
