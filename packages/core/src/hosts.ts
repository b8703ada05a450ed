import type { Host, Triple } from './contract/names.ts';

/** The Rust triple of each machine that builds, as far as mkcross knows them. Only those that Nix names are systems of a flake. */
export const hostTriples: Readonly<Record<Host, Triple>> = {
  'aarch64-darwin': 'aarch64-apple-darwin',
  'aarch64-linux': 'aarch64-unknown-linux-gnu',
  'aarch64-linux-musl': 'aarch64-unknown-linux-musl',
  'riscv64-linux': 'riscv64gc-unknown-linux-gnu',
  'x86_64-darwin': 'x86_64-apple-darwin',
  'x86_64-freebsd': 'x86_64-unknown-freebsd',
  'x86_64-linux': 'x86_64-unknown-linux-gnu',
  'x86_64-linux-musl': 'x86_64-unknown-linux-musl',
};

/** Machines on which mkcross is tested. On others, mkcross says that it is not. */
export const testedHosts: readonly Host[] = ['x86_64-linux'];
