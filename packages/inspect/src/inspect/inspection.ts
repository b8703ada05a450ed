import type { Finding } from '@mkcross/core';
import type { Inspection } from './inspection-schema.ts';

/** What the reader of a format found; fields that it leaves out become null or empty. */
export type Facts = Partial<Omit<Inspection, 'findings' | 'path' | 'size'>> & {
  readonly findings?: readonly Finding[];
};

const empty: Omit<Inspection, 'path' | 'size'> = {
  format: null,
  arch: null,
  os: null,
  bits: null,
  endian: null,
  kind: null,
  linkage: null,
  evidence: [],
  interpreter: null,
  needed: [],
  imports: [],
  runPaths: [],
  requires: {},
  versions: [],
  oldest: [],
  crt: [],
  subsystem: null,
  resources: null,
  hardening: { nx: null, relro: null, pie: null, aslr: null, cfg: null },
  debug: { info: false, symbols: false, pdb: null },
  buildId: null,
  sections: [],
  members: [],
  findings: [],
};

/** The inspection of a file of `size` bytes with these facts. */
export function inspection(path: string, size: number, facts: Facts): Inspection {
  const { format, arch, os, bits, endian, kind, linkage, ...rest } = { ...empty, ...facts };
  return { path, format, arch, os, bits, endian, kind, linkage, ...rest, size };
}
