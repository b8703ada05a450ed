import { join } from 'node:path';
import { officialPlugins, parseToolchain } from '@mkcross/composer';
import { writeFiles, type GeneratedFile } from '@mkcross/composer/node';
import { findings, type Finding } from '@mkcross/core';
import { report } from '../output/report.ts';
import type { World } from '../world.ts';

/** What `mkcross init` found in a folder. */
interface Detected {
  readonly cargo: boolean;
  /** Targets of rust-toolchain.toml; undefined without that file. */
  readonly targets?: readonly string[];
  /** Whether a dependency generates bindings with libclang. */
  readonly bindgen: boolean;
}

/** Writes a first mkcross.toml, and a rust-toolchain.toml where a cargo project has none. Never overwrites. */
export async function init(world: World, { json }: { readonly json: boolean }): Promise<number> {
  const at = (file: string) => join(world.folder, file);
  if (await world.files.exists(at('mkcross.toml')))
    return report(world, json, { found: [findings.FILE_EXISTS({ file: 'mkcross.toml' }, { file: 'mkcross.toml' })] });
  const { detected, found } = await detect(world, at);
  if (found.length > 0) return report(world, json, { found });
  const proposed = propose(detected);
  const missing = proposed.map((file) => ({ file, state: 'missing' as const }));
  const result = await writeFiles(world.files, world.folder, missing);
  if (result.found.length > 0) return report(world, json, { found: result.found });
  const packages = ['mkcross', ...pluginsFor(detected).map((id) => `@mkcross/${id}`)];
  const text = [
    ...result.written.map((path) => `wrote ${path}\n`),
    detected.cargo ? '' : 'no Cargo.toml here yet: "cargo init" makes one\n',
    `next: npm install --save-dev ${packages.join(' ')}\n`,
    '      npx mkcross generate && nix develop\n',
  ].join('');
  return report(world, json, { data: { written: result.written, install: packages }, text, found: [] });
}

async function detect(
  world: World,
  at: (file: string) => string,
): Promise<{ readonly detected: Detected; readonly found: readonly Finding[] }> {
  const readIf = async (file: string) =>
    (await world.files.exists(at(file))) ? world.files.read(at(file)) : undefined;
  const cargo = await world.files.exists(at('Cargo.toml'));
  const bindgen = /^name = "(bindgen|clang-sys)"$/m.test((await readIf('Cargo.lock')) ?? '');
  const text = await readIf('rust-toolchain.toml');
  if (text === undefined) return { detected: { cargo, bindgen }, found: [] };
  const { toolchain, found } = parseToolchain(text);
  return { detected: { cargo, bindgen, ...(toolchain === undefined ? {} : { targets: toolchain.targets }) }, found };
}

const firstTargets = ['x86_64-unknown-linux-musl', 'x86_64-pc-windows-gnu'] as const;

/** The plugins that build the detected targets; for a project that names none, musl and Windows. */
function pluginsFor({ targets }: Detected): readonly string[] {
  const wanted: readonly string[] = targets === undefined || targets.length === 0 ? firstTargets : targets;
  const builders = officialPlugins
    .filter(({ builds }) => builds.some((triple) => wanted.includes(triple)))
    .map(({ id }) => id);
  const windows = wanted.some((triple) => triple.includes('-windows-'));
  return ['rust', ...builders, ...(windows ? ['wine'] : [])];
}

function propose(detected: Detected): readonly GeneratedFile[] {
  const plugins = pluginsFor(detected);
  const named = detected.targets !== undefined && detected.targets.length > 0;
  const listed = !named && detected.targets !== undefined;
  const lines = [
    '#:schema ./node_modules/mkcross/mkcross.schema.json',
    `plugins = [${plugins.map((id) => JSON.stringify(id)).join(', ')}]`,
    ...(listed ? [`targets = [${firstTargets.map((triple) => JSON.stringify(triple)).join(', ')}]`] : []),
    ...(detected.bindgen ? ['', '[plugin.rust]', 'bindgen = true # Cargo.lock has a crate that needs libclang'] : []),
  ];
  const config = { path: 'mkcross.toml', text: `${lines.join('\n')}\n` };
  if (detected.targets !== undefined) return [config];
  const toolchain = `[toolchain]
channel = "stable"
profile = "minimal"
# The first is what cargo builds where --target names none.
targets = [${firstTargets.map((triple) => JSON.stringify(triple)).join(', ')}]
`;
  return [config, { path: 'rust-toolchain.toml', text: toolchain }];
}
