import { access, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { coreFindings, type Finding } from '@mkcross/core';
import { checkCargoConfig } from '../../doctor/cargo-config.ts';
import type { Places } from '../../shell/places.ts';
import type { ShellRequest } from '../enter-shell.ts';
import { printedBy } from '../this-machine.ts';
import { hostFindings as findings } from '../../findings/host-findings.ts';

interface RustRequest extends ShellRequest {
  readonly places: Places;
}

/** What is wrong with Rust in a project: toolchains of rustup's that are broken, targets without std, configurations that win. */
export async function examineRust(request: RustRequest): Promise<readonly Finding[]> {
  const { model, root } = request;
  if (model.env['RUSTUP_HOME'] === undefined) return [];
  const toolchains = join(root, '.rustup', 'toolchains');
  const names = (await readdir(toolchains).catch(() => [])).toSorted();
  const [broken, std, proxies, configs] = await Promise.all([
    Promise.all(names.map((name) => brokenToolchain(join(toolchains, name), name))),
    missingStd(request, names),
    missingProxies(request),
    cargoConfigs(request),
  ]);
  return [...broken.flat(), ...std, ...proxies, ...configs];
}

/** A compiler that is there and does not start: the files that it was linked to are gone, as after Nix's garbage collection. */
async function brokenToolchain(folder: string, name: string): Promise<readonly Finding[]> {
  const rustc = join(folder, 'bin', 'rustc');
  const printed = await printedBy(rustc, ['--version'], {});
  return printed.startsWith('rustc ') ? [] : [findings.TOOLCHAIN_BROKEN({ toolchain: name, path: rustc })];
}

/** Targets that no installed toolchain has a standard library for; before anything is installed, entering the shell does it. */
async function missingStd({ choice, root }: RustRequest, names: readonly string[]): Promise<readonly Finding[]> {
  if (names.length === 0) return [];
  const missing = await Promise.all(
    choice.targets.map(async (triple) => {
      const there = await Promise.all(
        names.map((name) => isThere(join(root, '.rustup', 'toolchains', name, 'lib', 'rustlib', triple, 'lib'))),
      );
      return there.some(Boolean) ? [] : [coreFindings.STD_NOT_INSTALLED({ triple })];
    }),
  );
  return missing.flat();
}

/** A rustup without the programs that stand beside it. */
async function missingProxies({ model, places }: RustRequest): Promise<readonly Finding[]> {
  const found = await Promise.all(
    Object.entries(places.tools).map(async ([name, place]) => {
      if (place.by !== 'path') return [];
      const brings = (model.tools[name]?.host.brings ?? []).slice(0, 2);
      const absent = await Promise.all(brings.map(async (one) => !(await isThere(join(dirname(place.path), one)))));
      const missing = brings.filter((_, index) => absent[index] === true);
      return missing.length === 0 ? [] : [findings.PROXIES_MISSING({ rustup: place.path, missing })];
    }),
  );
  return found.flat();
}

/** The configurations that cargo reads in a project: of its folder and those above, and of CARGO_HOME. */
async function cargoConfigs({ model, root }: RustRequest): Promise<readonly Finding[]> {
  const folders: string[] = [];
  for (let folder = root; ; folder = dirname(folder)) {
    folders.push(folder);
    if (dirname(folder) === folder) break;
  }
  const files = folders.flatMap((folder) => ['config.toml', 'config'].map((name) => join(folder, '.cargo', name)));
  const found = await Promise.all(
    files.map(async (file) => {
      const isFile = (await stat(file).catch(() => undefined))?.isFile() === true;
      return isFile ? checkCargoConfig(model, file, await readFile(file, 'utf8')) : [];
    }),
  );
  return found.flat();
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
