import type { Linters } from './parts/linters.ts';
import type { Nixpkgs } from './parts/nixpkgs.ts';

/** Everything that stands in for what this machine does not reach. */
export interface Testbed {
  readonly nixpkgs: Nixpkgs;
  /** What must be in the environment of nix and of the shells: traits of the testbed, not of mkcross. */
  readonly env: Readonly<Record<string, string>>;
  /** The environment of somebody who has this machine's toolchains, Zig and build systems, and no Nix: a PATH and the same traits. */
  readonly host: Readonly<Record<string, string>>;
  readonly linters: Linters;
}
