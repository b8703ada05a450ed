import { officialPlugins } from '@mkcross/composer';
import type { GeneratedFile } from '@mkcross/composer/node';
import type { Detected } from './detect.ts';

/** The files of mkcross that a project lacks, and the plugins to install. */
export interface Proposal {
  readonly plugins: readonly string[];
  readonly config: GeneratedFile;
  /** A rust-toolchain.toml, for a project of cargo that has none. */
  readonly toolchain?: GeneratedFile;
}

const firstTargets = ['x86_64-unknown-linux-musl', 'x86_64-pc-windows-gnu'] as const;

const list = (names: readonly string[]) => `[${names.map((name) => JSON.stringify(name)).join(', ')}]`;

/** What mkcross.toml says of a project, and rust-toolchain.toml; for a project that names no targets, musl and Windows. */
export function propose({ rust, zig, cc }: Detected): Proposal {
  const named = rust?.toolchain?.targets ?? [];
  const targets = named.length > 0 ? named : firstTargets;
  const plugins = [
    ...(rust === undefined ? [] : ['rust', ...rustBuilders(targets)]),
    ...(zig.length === 0 ? [] : ['zig']),
    ...(cc === undefined ? [] : ['zig-cc']),
    ...(targets.some((triple) => triple.includes('-windows-')) ? ['wine'] : []),
  ];
  const makesToolchain = rust !== undefined && rust.toolchain === undefined;
  // mkcross reads the rust-toolchain.toml beside mkcross.toml, and of that what it lists.
  const readsTargets = makesToolchain || (rust?.toolchain?.path === 'rust-toolchain.toml' && named.length > 0);
  const packages = cc ?? [];
  const lines = [
    '#:schema ./node_modules/mkcross/mkcross.schema.json',
    `plugins = ${list(plugins)}`,
    ...(readsTargets ? [] : [`targets = ${list(targets)}`]),
    ...(packages.length === 0 ? [] : ['', '[nix]', `packages = ${list(packages)}`]),
    ...(rust?.bindgen === true
      ? ['', '[plugin.rust]', 'bindgen = true # Cargo.lock has a crate that needs libclang']
      : []),
  ];
  return {
    plugins,
    config: { path: 'mkcross.toml', text: `${lines.join('\n')}\n` },
    ...(makesToolchain ? { toolchain: { path: 'rust-toolchain.toml', text: toolchainText } } : {}),
  };
}

/** A rust-toolchain.toml for musl and Windows. */
export const toolchainText = `[toolchain]
channel = "stable"
profile = "minimal"
# The first is what cargo builds where --target names none.
targets = ${list(firstTargets)}
`;

function rustBuilders(targets: readonly string[]): readonly string[] {
  return officialPlugins.filter(({ builds }) => builds.some((triple) => targets.includes(triple))).map(({ id }) => id);
}

/** What to tell about each build.zig that does not mention Wine; empty without Windows among the targets. */
export function wineAdvice({ zig }: Detected, plugins: readonly string[]): readonly string[] {
  if (!plugins.includes('wine')) return [];
  return zig
    .filter(({ enablesWine }) => !enablesWine)
    .map(
      ({
        path,
      }) => `note: with Zig 0.16 or older, put this into ${path} below the line of "target"; newer ones need nothing:
    const builtin = @import("builtin"); // unless it is there already
    ${enableWine}
  Else these versions start Windows programs only where -fwine is given, as the "zig" of the shell does for you.
`,
    );
}

/** The line of build.zig that lets Zig 0.16 and older start Windows programs; those after it have no such field. */
export const enableWine =
  'if (@hasField(std.Build, "enable_wine") and target.result.os.tag == .windows and builtin.os.tag != .windows) b.enable_wine = true;';
