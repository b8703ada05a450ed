import type { Adapter } from '@mkcross/build-systems';
import { officialPlugins, parseConfig, type GeneratedFile } from '@mkcross/composer';
import type { Host } from '@mkcross/core';
import type { Detected } from './detect.ts';
import { proposePlugins, type ProposedPlugins } from './propose-plugins.ts';

/** The files of mkcross that a project lacks, and the plugins to install. */
export interface Proposal extends ProposedPlugins {
  readonly config: GeneratedFile;
  /** A rust-toolchain.toml, for a project of cargo that has none. */
  readonly toolchain?: GeneratedFile;
}

const firstTargets = ['x86_64-unknown-linux-musl', 'x86_64-pc-windows-gnu'] as const;

/** What the build systems call, by the names of nixpkgs, unless nixpkgs' mkShell or a plugin has it. */
const packagesOf: Readonly<Record<Adapter['id'], readonly string[]>> = {
  autotools: [],
  cargo: [],
  cmake: ['cmake', 'ninja'],
  go: ['go'],
  make: [],
  meson: ['meson', 'ninja'],
  'zig-build': [],
};

const list = (names: readonly string[]) => `[${names.map((name) => JSON.stringify(name)).join(', ')}]`;

/** What mkcross.toml says of a project, and rust-toolchain.toml; for a project that names no targets, musl and Windows. */
export function propose(detected: Detected, host: Host): Proposal {
  const { buildSystems, toolchain, bindgen } = detected;
  const named = toolchain?.targets ?? [];
  const targets = named.length > 0 ? named : firstTargets;
  const needs = buildSystems.map((adapter) => adapter.needs);
  const proposed = proposePlugins(needs, targets, host, officialPlugins);
  const makesToolchain = buildSystems.some(({ builds }) => builds === 'rust') && toolchain === undefined;
  // mkcross reads the rust-toolchain.toml beside mkcross.toml, and of that what it lists.
  const readsTargets = makesToolchain || (toolchain?.path === 'rust-toolchain.toml' && named.length > 0);
  const lines = [
    '#:schema ./node_modules/mkcross/mkcross.schema.json',
    `plugins = ${list(proposed.plugins)}`,
    ...(readsTargets ? [] : [`targets = ${list(targets)}`]),
    ...nixLines(buildSystems, host),
    ...(bindgen ? ['', '[cargo]', 'bindgen = true # Cargo.lock has a crate that needs libclang'] : []),
  ];
  return {
    ...proposed,
    config: { path: 'mkcross.toml', text: `${lines.join('\n')}\n` },
    ...(makesToolchain ? { toolchain: { path: 'rust-toolchain.toml', text: toolchainText } } : {}),
  };
}

/** The table [nix]: the machine that builds where it is not the usual one, and the programs of build systems. */
function nixLines(buildSystems: readonly Adapter[], host: Host): readonly string[] {
  const usual = parseConfig('plugins = []').parsed?.config.nix.systems ?? [];
  // Nix has no name for machines whose C library is musl.
  const isOther = !usual.includes(host) && !host.endsWith('-musl');
  const packages = [...new Set(buildSystems.flatMap(({ id }) => packagesOf[id]))];
  const lines = [
    ...(isOther ? [`systems = ${list([host])}`] : []),
    ...(packages.length === 0 ? [] : [`packages = ${list(packages)}`]),
  ];
  return lines.length === 0 ? [] : ['', '[nix]', ...lines];
}

/** A rust-toolchain.toml for musl and Windows. */
export const toolchainText = `[toolchain]
channel = "stable"
profile = "minimal"
# The first is what cargo builds where --target names none.
targets = ${list(firstTargets)}
`;

/** What to tell about each build.zig that does not mention Wine; empty where Wine runs nothing. */
export function wineAdvice({ zig }: Detected, { runners }: ProposedPlugins): readonly string[] {
  if (!runners.some(({ command }) => command === 'wine')) return [];
  return zig
    .filter(({ enablesWine }) => !enablesWine)
    .map(
      ({
        path,
      }) => `note: with Zig 0.16 or older, put this into ${path} below the line of "target"; newer versions need nothing:
    const builtin = @import("builtin"); // unless it is there already
    ${enableWine}
  Without it, these versions start Windows programs only with -fwine, which the "zig" of the shell adds.
`,
    );
}

/** The line of build.zig that lets Zig 0.16 and older start Windows programs; those after it have no such field. */
export const enableWine =
  'if (@hasField(std.Build, "enable_wine") and target.result.os.tag == .windows and builtin.os.tag != .windows) b.enable_wine = true;';
