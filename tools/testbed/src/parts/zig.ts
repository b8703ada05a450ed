import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { provide, type Say } from '../cache.ts';

const ZIGLANG = '0.17.1';
const ZIGBUILD = '0.23.0';
const ZIG_015 = '0.15.2';
const pipInstall = ['-m', 'pip', 'install', '--quiet', '--no-deps'] as const;

/** Zig and cargo-zigbuild from PyPI, and a cache of zig's in which libc and libc++ for musl and Windows are built. */
export interface Zig {
  readonly zig: string;
  /** Zig's `lib` folder. */
  readonly lib: string;
  readonly zigbuild: string;
  /** An older Zig, which nixpkgs has under a name of its own. */
  readonly zig015: string;
  readonly cache: string;
}

/** Installs Zig and cargo-zigbuild. */
export async function provideZig(say: Say): Promise<Zig> {
  const packages = [`ziglang==${ZIGLANG}`, `cargo-zigbuild==${ZIGBUILD}`];
  const folder = await provide(
    {
      name: 'zig',
      madeFrom: packages,
      make: async (beside) => {
        await execa('python3', [...pipInstall, '--target', beside, ...packages], { all: true });
      },
    },
    say,
  );
  const zig = join(folder, 'ziglang', 'zig');
  const cache = await provide(
    {
      name: 'zig-cache',
      madeFrom: [...packages, 'musl', 'windows'],
      // The first C++ program for a target builds its libc and libc++, which takes minutes.
      make: async (beside) => {
        const source = join(beside, 'warm.cpp');
        await writeFile(source, '#include <thread>\nint main() { std::thread([] {}).join(); }\n');
        for (const target of ['x86_64-linux-musl', 'x86_64-windows-gnu']) {
          const args = ['c++', '-target', target, source, '-o', join(beside, 'warm')];
          await execa(zig, args, { env: { ZIG_GLOBAL_CACHE_DIR: beside, ZIG_LOCAL_CACHE_DIR: beside }, all: true });
        }
      },
    },
    say,
  );
  const older = await provide(
    {
      name: 'zig-0.15',
      madeFrom: [ZIG_015],
      make: async (beside) => {
        await execa('python3', [...pipInstall, '--target', beside, `ziglang==${ZIG_015}`], { all: true });
      },
    },
    say,
  );
  return {
    zig015: join(older, 'ziglang', 'zig'),
    zig,
    lib: join(folder, 'ziglang', 'lib'),
    zigbuild: join(folder, 'bin', 'cargo-zigbuild'),
    cache,
  };
}
