import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { existing, provide, type Part, type Say } from '../cache.ts';
import type { Extent } from '../testbed.ts';

const ZIGLANG = '0.17.1';
const ZIGBUILD = '0.23.0';
const ZIG_015 = '0.15.2';
const pipInstall = ['-m', 'pip', 'install', '--quiet', '--no-deps'] as const;

/** Zig and cargo-zigbuild from PyPI. */
export interface Zig {
  readonly zig: string;
  /** Zig's `lib` folder. */
  readonly lib: string;
  readonly zigbuild: string;
}

const packages = [`ziglang==${ZIGLANG}`, `cargo-zigbuild==${ZIGBUILD}`];

/** Installs Zig and cargo-zigbuild. */
export async function provideZig(say: Say): Promise<Zig> {
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
  return {
    zig: join(folder, 'ziglang', 'zig'),
    lib: join(folder, 'ziglang', 'lib'),
    zigbuild: join(folder, 'bin', 'cargo-zigbuild'),
  };
}

/** A cache of zig's in which the libc of each target is built that is built for. */
export async function provideZigCache({ zig }: Zig, extent: Extent, say: Say): Promise<string> {
  // The first C++ program for a target builds its libc and libc++, which takes minutes. Each part starts from the one before,
  // so that more targets do not cost the first again.
  const forMusl: Part = {
    name: 'zig-cache-musl',
    madeFrom: [...packages, 'c++ musl'],
    make: (beside) => warm(zig, beside, 'c++', 'x86_64-linux-musl'),
  };
  const withWindows: Part = {
    name: 'zig-cache',
    madeFrom: [...packages, 'musl', 'windows'],
    make: async (beside) => {
      await cp(await provide(forMusl, say), beside, { recursive: true });
      await warm(zig, beside, 'c++', 'x86_64-windows-gnu');
    },
  };
  if (extent === 'first') return (await existing(withWindows)) ?? provide(forMusl, say);
  const cache = await provide(withWindows, say);
  return provide(
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
}

/** An older Zig, which nixpkgs has under a name of its own. */
export async function provideOlderZig(say: Say): Promise<string> {
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
  return join(older, 'ziglang', 'zig');
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
