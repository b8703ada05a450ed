import { findTarget, type ArtifactStep, type HostSystem, type Target, type Triple } from '@mkcross/core';

/** A target that Zig builds for with nothing but itself. */
export interface ZigTarget {
  readonly target: Target;
  /** Zig's name of it. */
  readonly zig: string;
  readonly artifact: Pick<ArtifactStep, 'format' | 'linkage'>;
  /** Machines that run its programs themselves. */
  readonly runsOn: readonly HostSystem[];
}

const rows: readonly (readonly [Triple, ZigTarget['artifact'], readonly HostSystem[]])[] = [
  ['aarch64-unknown-linux-musl', { format: 'elf', linkage: 'static' }, ['aarch64-linux']],
  ['riscv64gc-unknown-linux-musl', { format: 'elf', linkage: 'static' }, []],
  ['x86_64-pc-windows-gnu', { format: 'pe', linkage: 'system' }, []],
  ['x86_64-unknown-linux-musl', { format: 'elf', linkage: 'static' }, ['x86_64-linux']],
];

/** The targets that the Zig plugins serve, sorted by triple. */
export const zigTargets: readonly ZigTarget[] = rows.flatMap(([triple, artifact, runsOn]) => {
  const target = findTarget(triple);
  return typeof target?.zig === 'string' ? [{ target, zig: target.zig, artifact, runsOn }] : [];
});
