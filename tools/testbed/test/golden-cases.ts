import { readdir, readFile } from 'node:fs/promises';
import {
  compose,
  modelOf,
  parseConfig,
  parseToolchain,
  renderFlake,
  renderModule,
  type Project,
} from '@mkcross/composer';
import type { ToolchainPlugin } from '@mkcross/core';
import qemu from '@mkcross/qemu';
import rust from '@mkcross/rust';
import rustMingw from '@mkcross/rust-mingw';
import rustMusl from '@mkcross/rust-musl';
import wine from '@mkcross/wine';
import zig from '@mkcross/zig';
import zigCc from '@mkcross/zig-cc';

const root = new URL('golden/', import.meta.url);
const installed = [qemu, rust, rustMingw, rustMusl, wine, zig, zigCc];

/** A golden folder: what goes in, and the flake that must come out. */
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

/** The flake of a case from its plugins in an order. */
export function flakeOf({ project }: GoldenCase, plugins: readonly ToolchainPlugin[]): string {
  return renderFlake(modelOf(compose(project, plugins)));
}

/** The module of a case: what a project with a flake of its own gets. */
export function moduleOf({ project, plugins }: GoldenCase): string {
  return renderModule(modelOf(compose(project, plugins)));
}

async function readCase(name: string): Promise<GoldenCase> {
  const folder = new URL(`${name}/`, root);
  const read = (file: string) => readFile(new URL(file, folder), 'utf8');
  const description = descriptionOf(JSON.parse(await read('case.json')));
  const { parsed, found } = parseConfig(await read('mkcross.toml'));
  if (parsed === undefined) throw new Error(`${name}: ${JSON.stringify(found)}`);
  const text = await read('rust-toolchain.toml').catch(() => undefined);
  const toolchain = text === undefined ? undefined : parseToolchain(text).toolchain;
  const plugins = withRequired(parsed.config.plugins);
  return {
    name,
    description,
    folder,
    project: { ...parsed, ...(toolchain === undefined ? {} : { toolchain }) },
    plugins,
  };
}

function descriptionOf(data: unknown): string {
  return typeof data === 'object' && data !== null && 'description' in data ? String(data.description) : '';
}

function withRequired(ids: readonly string[]): readonly ToolchainPlugin[] {
  const wanted = installed.filter(({ meta }) => ids.includes(meta.id));
  const required = wanted.flatMap((plugin: ToolchainPlugin) => plugin.requires ?? []);
  return installed.filter(({ meta }) => ids.includes(meta.id) || required.includes(meta.id));
}
