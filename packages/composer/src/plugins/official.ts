import type { Triple } from '@mkcross/core';

/** A plugin of mkcross' own: its package is `@mkcross/<id>`. */
export interface OfficialPlugin {
  readonly id: string;
  readonly builds: readonly Triple[];
}

/** mkcross' own plugins, so that messages and `mkcross init` can name one that is not installed. */
export const officialPlugins: readonly OfficialPlugin[] = [
  { id: 'qemu', builds: [] },
  { id: 'rust', builds: [] },
  { id: 'rust-mingw', builds: ['x86_64-pc-windows-gnu'] },
  {
    id: 'rust-musl',
    builds: ['aarch64-unknown-linux-musl', 'riscv64gc-unknown-linux-musl', 'x86_64-unknown-linux-musl'],
  },
  { id: 'wine', builds: [] },
  { id: 'zig', builds: [] },
  { id: 'zig-cc', builds: [] },
];

/** The npm package of a name in `plugins`: mkcross' own by their ids, others by their package names. */
export function packageOf(name: string): string {
  return officialPlugins.some(({ id }) => id === name) || !/[@/]|^mkcross-plugin-/.test(name)
    ? `@mkcross/${name}`
    : name;
}

/** The plugin id that a package name stands for: `@theirs/mkcross-plugin-foo` is `foo`. */
export function idOf(name: string): string {
  return (name.split('/').at(-1) ?? name).replace(/^mkcross-plugin-/, '');
}
