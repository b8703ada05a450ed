import { symlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheFolder, provide, type Say } from './cache.ts';
import { provideBuildTools } from './parts/build-tools.ts';
import { installDebianPackages } from './parts/debian.ts';
import { provideLinters } from './parts/linters.ts';
import { provideNixpkgs } from './parts/nixpkgs.ts';
import { provideRustupDist } from './parts/rust.ts';
import { provideWineDll } from './parts/wine.ts';
import { provideZig } from './parts/zig.ts';
import type { Testbed } from './testbed.ts';

const nixConfig = `build-users-group =
experimental-features = nix-command flakes
sandbox = false
substituters =
warn-dirty = false
`;

/** Sets up the testbed; what is there already is left as it is. Says first what it will do. */
export async function setUp(say: Say): Promise<Testbed> {
  say(`the testbed needs packages of Debian, PyPI and crates.io; it keeps what it makes in ${cacheFolder}`);
  await installDebianPackages(say);
  const zig = await provideZig(say);
  const dist = await provideRustupDist(zig.lib, say);
  const dll = await provideWineDll(say);
  const buildTools = await provideBuildTools(say);
  const nixpkgs = await provideNixpkgs(zig, buildTools, say);
  const linters = await provideLinters(say);
  const programs = await provide(
    {
      name: 'programs',
      madeFrom: ['nix', 'git'],
      make: async (folder) => {
        for (const name of ['nix', 'git']) await symlink(`/usr/bin/${name}`, join(folder, name));
      },
    },
    say,
  );
  const traits = {
    RUSTUP_DIST_SERVER: `file://${dist}`,
    WINEPATH: dll,
    CXXSTDLIB_x86_64_unknown_linux_musl: 'c++',
    // Tests enter projects that they have written.
    MKCROSS_TRUST: 'all',
    // Its first program for a target takes minutes.
    ZIG_GLOBAL_CACHE_DIR: zig.cache,
  };
  const farm = (name: string) => join(nixpkgs.new, 'farms', name, 'bin');
  // Nx puts the folder of Node.js, often /usr/bin, before that of rustup, which rustup's installer puts first.
  const rustup = join(process.env['CARGO_HOME'] ?? join(homedir(), '.cargo'), 'bin');
  const folders = [dirname(zig.zig), farm('cargo-zigbuild'), buildTools, farm('meson'), farm('ninja'), rustup];
  return {
    nixpkgs,
    linters,
    host: { ...traits, HOME: homedir(), PATH: [...folders, process.env['PATH'] ?? ''].join(':') },
    env: {
      ...traits,
      NIX_CONFIG: nixConfig,
      // Only nix and git: Debian's cross compilers and rustc must not be found by accident.
      PATH: programs,
    },
  };
}
