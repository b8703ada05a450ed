import type { Linters } from './parts/linters.ts';
import type { Nixpkgs } from './parts/nixpkgs.ts';

/** How much of the testbed is set up: what the demo's first table needs, or everything. */
export type Extent = 'first' | 'all';

type Environment = Readonly<Record<string, string>>;

/** What it takes to enter the shells of generated flakes, and to read what they build. */
export interface Shells {
  readonly nixpkgs: Nixpkgs;
  /** What must be in the environment of nix and of the shells: traits of the testbed, not of mkcross. */
  readonly env: Environment;
  /** The environment with binutils that read programs of every system. */
  readonly readers: Environment;
}

/** Everything that end-to-end tests need. */
export interface Testbed extends Shells {
  /** The environment of somebody who has this machine's toolchains, Zig and build systems, and no Nix: a PATH and the same traits. */
  readonly host: Environment;
  readonly linters: Linters;
}
