import { symlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { provide, type Say } from './cache.ts';
import { provideBuildTools } from './parts/build-tools.ts';
import { installPip, installToolchains } from './parts/debian.ts';
import { provideLinters } from './parts/linters.ts';
import { provideLibraries, provideNixpkgs, type StandIn, type Toolchains } from './parts/nixpkgs.ts';
import { provideRustLibraries, provideRustupDist, type RustLibraries } from './parts/rust.ts';
import { provideWineDll } from './parts/wine.ts';
import { provideOlderZig, provideZig, provideZigCache, type Zig } from './parts/zig.ts';
import { chooseSource } from './source/choose-source.ts';
import { lookAtMachine } from './source/look-at-machine.ts';
import type { Extent, Shells, Testbed } from './testbed.ts';

const nixConfig = `build-users-group =
experimental-features = nix-command flakes
sandbox = false
substituters =
warn-dirty = false
`;

/** What is told while the testbed is set up. */
export interface SetUpProgress {
  /** The next of the steps begins. */
  readonly next: () => void;
  readonly detail: Say;
}

/** What is done to set up the stand-in, in this order. */
export const standInSteps: readonly string[] = [
  'Zig and Ninja from PyPI',
  'packages of Debian, and C and C++ libraries of Zig',
  'standard libraries of Rust',
  'stand-ins for nixpkgs and for rustup’s server',
];

interface Parts {
  readonly zig: Zig;
  readonly toolchains: Toolchains;
  readonly nixpkgs: StandIn;
  readonly shells: Shells;
}

/** Sets up what shells of generated flakes need where nixpkgs and rustup's server are out of reach. */
export async function setUpShells(extent: Extent, progress: SetUpProgress): Promise<Shells> {
  return (await setUpParts(extent, progress)).shells;
}

/** Sets up the testbed; what is there already is left as it is. It is about old and new nixpkgs: nixpkgs itself does not take its place. */
export async function setUp(say: Say): Promise<Testbed> {
  const source = chooseSource(await lookAtMachine({ ...process.env, MKCROSS_TESTBED: 'stand-in' }));
  if (source.kind === 'none') throw new Error(source.needed);
  const { zig, toolchains, nixpkgs, shells } = await setUpParts('all', { next: () => undefined, detail: say });
  const linters = await provideLinters(say);
  const farm = (name: string) => join(nixpkgs.farms, name, 'bin');
  // Nx puts the folder of Node.js, often /usr/bin, before that of rustup, which rustup's installer puts first.
  const rustup = join(process.env['CARGO_HOME'] ?? join(homedir(), '.cargo'), 'bin');
  const farms = [farm('cargo-zigbuild'), toolchains.buildTools, farm('meson'), farm('ninja')];
  const folders = [dirname(zig.zig), ...farms, rustup, process.env['PATH'] ?? ''];
  const { NIX_CONFIG: _, ...traits } = shells.env;
  return { ...shells, linters, host: { ...traits, HOME: homedir(), PATH: folders.join(':') } };
}

async function setUpParts(extent: Extent, { next, detail }: SetUpProgress): Promise<Parts> {
  next();
  await installPip(detail);
  const [zig, buildTools] = await Promise.all([provideZig(detail), provideBuildTools(detail)]);
  next();
  const toolchainsAndRust = async (): Promise<RustLibraries> => {
    await installToolchains(extent, detail);
    next();
    return provideRustLibraries(zig.lib, extent, detail);
  };
  // Zig needs nothing of Debian, and apt one core.
  const [zigCache, rustLibraries] = await Promise.all([provideZigCache(zig, extent, detail), toolchainsAndRust()]);
  next();
  const dll = await provideWineDll(detail);
  const further =
    extent === 'first'
      ? {}
      : { further: { olderZig: await provideOlderZig(detail), libraries: await provideLibraries(detail) } };
  const toolchains = { zig, zigCache, buildTools, ...further };
  const [nixpkgs, dist, programs] = await Promise.all([
    provideNixpkgs(toolchains, detail),
    provideRustupDist(rustLibraries, detail),
    providePrograms(detail),
  ]);
  const traits = {
    RUSTUP_DIST_SERVER: `file://${dist}`,
    WINEPATH: dll,
    CXXSTDLIB_x86_64_unknown_linux_musl: 'c++',
    // Tests and the demo enter projects of their own.
    MKCROSS_TRUST: 'all',
    // What is built here is built once: what would make the next build shorter is not kept.
    CARGO_INCREMENTAL: '0',
    // Its first program for a target takes minutes.
    ZIG_GLOBAL_CACHE_DIR: zigCache,
  };
  return {
    zig,
    toolchains,
    nixpkgs,
    // Only nix and git: Debian's cross compilers and rustc must not be found by accident.
    shells: { nixpkgs, env: { ...traits, NIX_CONFIG: nixConfig, PATH: programs }, readers: {} },
  };
}

const providePrograms = (say: Say) =>
  provide(
    {
      name: 'programs',
      madeFrom: ['nix', 'git'],
      make: async (folder) => {
        for (const name of ['nix', 'git']) await symlink(`/usr/bin/${name}`, join(folder, name));
      },
    },
    say,
  );
