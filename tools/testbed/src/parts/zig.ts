import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { provide, type Say } from '../cache.ts';

const ZIGLANG = '0.17.1';
const ZIGBUILD = '0.23.0';
const ZIG_015 = '0.15.2';
const pipInstall = ['-m', 'pip', 'install', '--quiet', '--no-deps'] as const;

/** Zig and cargo-zigbuild from PyPI, and a cache of zig's in which the libc of each target is built that tests build for. */
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
        await warm(zig, beside, 'c++', 'x86_64-linux-musl');
        await warm(zig, beside, 'c++', 'x86_64-windows-gnu');
      },
    },
    say,
  );
  // A part of its own, so that more targets do not cost the first two again.
  const withForeign = await provide(
    {
      name: 'zig-cache-foreign',
      madeFrom: [cache, 'c++ aarch64', 'c riscv64'],
      make: async (beside) => {
        await cp(cache, beside, { recursive: true });
        await warm(zig, beside, 'c++', 'aarch64-linux-musl');
        await warm(zig, beside, 'cc', 'riscv64-linux-musl');
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
    cache: withForeign,
  };
}

const programs = {
  cc: ['warm.c', 'int main(void) { return 0; }\n'],
  'c++': ['warm.cpp', '#include <thread>\nint main() { std::thread([] {}).join(); }\n'],
} as const;

/** Has zig build what programs for a target are linked with: libc, and for C++ libc++. */
async function warm(zig: string, cache: string, language: 'c++' | 'cc', target: string): Promise<void> {
  const [name, text] = programs[language];
  const source = join(cache, name);
  await writeFile(source, text);
  const env = { ZIG_GLOBAL_CACHE_DIR: cache, ZIG_LOCAL_CACHE_DIR: cache };
  await execa(zig, [language, '-target', target, source, '-o', join(cache, 'warm')], { env, all: true });
}
