import type { Adapter } from './adapter.ts';
import { autotools } from './autotools/index.ts';
import { cargo } from './cargo/index.ts';
import { cmake } from './cmake/index.ts';
import { go } from './go/index.ts';
import { make } from './make/index.ts';
import { meson } from './meson/index.ts';
import { zigBuild } from './zig-build/index.ts';

export type * from './adapter.ts';

/** The build systems that mkcross knows, sorted by id. */
export const adapters: readonly Adapter[] = [autotools, cargo, cmake, go, make, meson, zigBuild];
