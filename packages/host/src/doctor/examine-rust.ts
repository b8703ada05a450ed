import { coreFindings, type Finding } from '@mkcross/core';
import { hostFindings as findings } from '../findings/host-findings.ts';
import type { LocatedShell } from '../shell/locate-shell.ts';
import type { FileSystem, System } from '../system.ts';
import { checkCargoConfig } from './cargo-config.ts';

/** Problems of Rust in a project: broken rustup toolchains, targets without std, cargo configuration that overrides the shell. */
export async function examineRust(
  { files }: Pick<System, 'files'>,
  located: LocatedShell,
): Promise<readonly Finding[]> {
  const { model, root } = located;
  if (model.env['RUSTUP_HOME'] === undefined) return [];
  const toolchains = `${root}/.rustup/toolchains`;
  const names = await files.list(toolchains);
  const [broken, std, config] = await Promise.all([
    Promise.all(names.map((name) => brokenToolchain(files, `${toolchains}/${name}`, name))),
    missingStd(files, located, names),
    Promise.all(configFiles(root).map((file) => checkCargoConfig(model, file, files.read))),
  ]);
  return [...broken.flat(), ...std, ...missingProxies(located), ...config.flat()];
}

/**
 * A compiler that cannot start, because it or its interpreter is gone, for instance after Nix's garbage collection. It is read, not run:
 * a project can contain a program of that name.
 */
async function brokenToolchain(files: FileSystem, folder: string, name: string): Promise<readonly Finding[]> {
  const rustc = `${folder}/bin/rustc`;
  const interpreter = await files.interpreter(rustc);
  const needed = [rustc, ...(interpreter === undefined ? [] : [interpreter])];
  const statuses = await Promise.all(needed.map((path) => files.status(path)));
  return statuses.includes(undefined) ? [findings.TOOLCHAIN_BROKEN({ toolchain: name, path: rustc })] : [];
}

/** Targets that no installed toolchain has a standard library for. Where none is installed, entering the shell installs one. */
async function missingStd(
  files: FileSystem,
  { model, choice, root }: LocatedShell,
  toolchains: readonly string[],
): Promise<readonly Finding[]> {
  if (toolchains.length === 0) return [];
  const missing = await Promise.all(
    rustTargets(model, choice).map(async (triple) => {
      const statuses = await Promise.all(
        toolchains.map((name) => files.status(`${root}/.rustup/toolchains/${name}/lib/rustlib/${triple}/lib`)),
      );
      return statuses.every((status) => status === undefined) ? [coreFindings.STD_NOT_INSTALLED({ triple })] : [];
    }),
  );
  return missing.flat();
}

/** The targets of a shell that have a toolchain for Rust. */
const rustTargets = ({ targets }: LocatedShell['model'], { system, targets: built }: LocatedShell['choice']) =>
  built.filter((triple) =>
    targets[triple]?.choices.some(({ kind, systems }) => kind === 'rust' && systems.includes(system)),
  );

/** A rustup without the proxies that are installed next to it. */
function missingProxies({ model, locations }: LocatedShell): readonly Finding[] {
  return Object.entries(locations.tools).flatMap(([name, location]) => {
    if (location.status !== 'found') return [];
    const proxies = (model.tools[name]?.alsoProvides ?? []).slice(0, 2);
    const missing = proxies.filter((proxy) => location.beside?.includes(proxy) !== true);
    return missing.length === 0 ? [] : [findings.RUSTUP_PROXIES_MISSING({ rustup: location.path, missing })];
  });
}

/** The configuration files that cargo reads in a folder: of it and of each folder above. The shell's CARGO_HOME is among them. */
function configFiles(folder: string): readonly string[] {
  const own = [`${folder}/.cargo/config.toml`, `${folder}/.cargo/config`];
  return folder === '' ? own : [...own, ...configFiles(folder.slice(0, folder.lastIndexOf('/')))];
}
