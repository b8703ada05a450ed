import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  checkPlugin,
  compose,
  modelOf,
  parseConfig,
  parseToolchain,
  renderFlake,
  renderFolder,
  type GeneratedFile,
  type Project,
} from '@mkcross/composer';
import type { ToolchainPlugin } from '@mkcross/core';

const root = new URL('golden/', import.meta.url);

/** All of mkcross' own plugins, as they are published. */
const installed = await Promise.all(
  ['qemu', 'rust', 'rust-mingw', 'rust-musl', 'wine', 'zig', 'zig-cc'].map(async (id) => {
    const file = `packages/${id}/plugin.json`;
    const text = await readFile(new URL(`../../../${file}`, import.meta.url), 'utf8');
    const { plugin, found } = checkPlugin(JSON.parse(text), { id, package: `@mkcross/${id}` }, { file, positions: {} });
    if (plugin === undefined) throw new Error(`${file}: ${JSON.stringify(found)}`);
    return plugin;
  }),
);

/** A golden folder: what goes in, and the Nix files that must come out. */
export interface GoldenCase {
  readonly name: string;
  readonly description: string;
  readonly folder: URL;
  readonly project: Project;
  readonly plugins: readonly ToolchainPlugin[];
}

/** All golden folders, by name. */
export async function goldenCases(): Promise<readonly GoldenCase[]> {
  const names = (await readdir(root)).toSorted();
  return Promise.all(names.map(readCase));
}

/** Everything that is generated for a case from its plugins in an order. */
export function filesOf({ project }: GoldenCase, plugins: readonly ToolchainPlugin[]): readonly GeneratedFile[] {
  const model = modelOf(compose(project, plugins));
  return [renderFlake(model), ...renderFolder(model)];
}

/** What a golden folder holds: the Nix files, and hashes of the scripts and sources, which are files of this repository. */
export function goldenFiles(files: readonly GeneratedFile[]): Readonly<Record<string, string>> {
  const hashes = files
    .filter(({ path }) => !path.endsWith('.nix'))
    .map(({ path, text }) => `${createHash('sha256').update(text).digest('hex').slice(0, 12)}  ${path}\n`);
  return {
    ...Object.fromEntries(files.filter(({ path }) => path.endsWith('.nix')).map(({ path, text }) => [path, text])),
    'other-files': hashes.join(''),
  };
}

/** Writes a project as it is on disk after "mkcross generate". */
export async function writeProject(golden: GoldenCase, folder: string): Promise<void> {
  for (const { path, text } of filesOf(golden, golden.plugins)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  for (const file of ['mkcross.toml', 'rust-toolchain.toml']) {
    const text = await readFile(new URL(file, golden.folder), 'utf8').catch(() => undefined);
    if (text !== undefined) await writeFile(join(folder, file), text);
  }
}

async function readCase(name: string): Promise<GoldenCase> {
  const folder = new URL(`${name}/`, root);
  const read = (file: string) => readFile(new URL(file, folder), 'utf8');
  const description = descriptionOf(JSON.parse(await read('case.json')));
  const { parsed, found } = parseConfig(await read('mkcross.toml'));
  if (parsed === undefined) throw new Error(`${name}: ${JSON.stringify(found)}`);
  const text = await read('rust-toolchain.toml').catch(() => undefined);
  const toolchain = text === undefined ? undefined : parseToolchain(text).toolchain;
  return {
    name,
    description,
    folder,
    project: { ...parsed, ...(toolchain === undefined ? {} : { toolchain }) },
    plugins: installed,
  };
}

function descriptionOf(data: unknown): string {
  return typeof data === 'object' && data !== null && 'description' in data ? String(data.description) : '';
}
