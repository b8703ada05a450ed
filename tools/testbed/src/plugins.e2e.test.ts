import { readFileSync } from 'node:fs';
import type { Triple } from '@mkcross/core';
import { describeOnThisMachine } from '@mkcross/plugin-kit';
import { setUp } from '@mkcross/testbed';

const testbed = await setUp(() => undefined);
const runner = { describe, it, after: afterAll };

/** A folder of the repository, with a plugin.json. */
const folderOf = (path: string) => new URL(`../../../${path}/`, import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL('plugin.json', folderOf(path)), 'utf8'));

/** A plugin as it is published, with those that build or start programs for it. */
interface Tried {
  readonly path: string;
  readonly companions: readonly string[];
  readonly targets?: readonly Triple[];
}

const plugins: readonly Tried[] = [
  { path: 'packages/rust', companions: [] },
  {
    path: 'packages/rust-musl',
    companions: ['rust', 'zig', 'zig-cc', 'qemu'],
    // For riscv64, this machine has no standard library of Rust.
    targets: ['aarch64-unknown-linux-musl', 'x86_64-unknown-linux-musl'],
  },
  { path: 'packages/rust-mingw', companions: ['rust', 'zig', 'zig-cc', 'wine'] },
  { path: 'packages/zig', companions: ['qemu', 'wine'] },
  { path: 'packages/zig-cc', companions: ['zig', 'qemu', 'wine'] },
  { path: 'packages/qemu', companions: ['zig', 'zig-cc'], targets: ['aarch64-unknown-linux-musl'] },
  { path: 'packages/wine', companions: ['zig', 'zig-cc'], targets: ['x86_64-pc-windows-gnu'] },
];

for (const { path, companions, targets } of plugins)
  await describeOnThisMachine(
    {
      plugin: read(path),
      folder: folderOf(path),
      companions: companions.map((name) => read(`packages/${name}`)),
      env: testbed.host,
      ...(targets === undefined ? {} : { targets }),
    },
    runner,
  );
