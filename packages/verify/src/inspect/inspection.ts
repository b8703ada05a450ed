import type { Finding } from '@mkcross/core';
import type { DllClass } from '../pe/dll-class.ts';

/** What the headers of a file say. Every field is always there; null or empty where it does not apply or nothing is said. */
export interface Inspection {
  /** As it was given; of a member `lib.a(member.o)`, of a part of a universal file `file(arm64)`. */
  readonly path: string;
  readonly format: 'archive' | 'coff' | 'elf' | 'llvm-bitcode' | 'macho' | 'pe' | 'wasm' | null;
  /** By the names of Rust's triples: `x86_64`, `aarch64`, `powerpc64le`; null in an archive or a universal file of several. */
  readonly arch: string | null;
  /** `linux`, `windows`, `macos`, `freebsd`, `uefi`, `wasi`, …; null where nothing tells. */
  readonly os: string | null;
  readonly bits: 32 | 64 | null;
  readonly endian: 'big' | 'little' | null;
  readonly kind: Kind | null;
  /**
   * `static`: needs no library and no interpreter (ELF), or no DLL but Windows' own (PE). `static-pie`: the same, and
   * loaded anywhere. null for what is not linked: objects and archives.
   */
  readonly linkage: 'dynamic' | 'static' | 'static-pie' | null;
  /** What kind and linkage are told by, a sentence each. */
  readonly evidence: readonly string[];
  /** The program that loads it: PT_INTERP, or LC_LOAD_DYLINKER. */
  readonly interpreter: string | null;
  /** The libraries it asks for, in its order: DT_NEEDED, DLLs, LC_LOAD_DYLIB, modules or interfaces of WebAssembly. */
  readonly needed: readonly string[];
  /** The same of a PE file, by who has them. */
  readonly imports: readonly DllImport[];
  /** Where it looks for libraries: DT_RUNPATH or DT_RPATH, or LC_RPATH. */
  readonly runPaths: readonly string[];
  /** The highest version of each library's symbols that it asks for: `GLIBC` to `2.34`. Musl has none. */
  readonly requires: Readonly<Record<string, string>>;
  /** The oldest systems that have those: `Debian 12`; or the oldest version of the system: `macos 11.0`. */
  readonly oldest: readonly string[];
  /** The C runtimes of Windows that it imports. */
  readonly crt: readonly string[];
  /** `console`, `windows`, `native`, `efi-application`, … */
  readonly subsystem: string | null;
  /** PE: null where it has none. */
  readonly resources: Resources | null;
  readonly hardening: Hardening;
  readonly debug: Debug;
  /** GNU build id, CodeView GUID and age, or Mach-O UUID, in lower-case hexadecimal. */
  readonly buildId: string | null;
  /** In bytes. */
  readonly size: number;
  /** Named sections in the order of the file, the first 1,000, in bytes as the headers say. */
  readonly sections: readonly { readonly name: string; readonly size: number }[];
  /** Of an archive or a universal file; the first 10,000, those that lie in others counted too. */
  readonly members: readonly Inspection[];
  readonly findings: readonly Finding[];
}

/** What a file is. A `pie` is an executable that is loaded anywhere; `debug` holds debug information apart from its program; a `component` is WebAssembly with interfaces, a `module` without. */
export type Kind =
  | 'archive'
  | 'component'
  | 'core'
  | 'debug'
  | 'executable'
  | 'import'
  | 'module'
  | 'object'
  | 'pie'
  | 'shared'
  | 'universal';

/** A DLL that a PE file imports. */
export interface DllImport {
  readonly name: string;
  readonly class: DllClass;
  /** Loaded when first called, rather than at start. */
  readonly delayed: boolean;
}

/** What the resources of a PE file say. */
export interface Resources {
  /** The numbers of its version resource, four of them: `1.2.3.4`; null where there is none. */
  readonly fileVersion: string | null;
  readonly productVersion: string | null;
  /** The texts of that, in its first language: `ProductName`, `FileDescription`, … */
  readonly texts: Readonly<Record<string, string>>;
  /** How many icons, each of one or several sizes; no more than 4,096 are counted. */
  readonly icons: number;
}

/** What makes attacks harder; null where the format does not know it or says nothing. */
export interface Hardening {
  /** Data is not executed. */
  readonly nx: boolean | null;
  /** Relocated data is made read-only: all of it, some, none. */
  readonly relro: 'full' | 'none' | 'partial' | null;
  /** Loaded anywhere. */
  readonly pie: boolean | null;
  /** PE: moved by the loader; `high-entropy` over 64 bits of addresses. */
  readonly aslr: 'high-entropy' | 'no' | 'yes' | null;
  /** PE: calls are checked (CFG). */
  readonly cfg: boolean | null;
}

/** What a debugger finds. */
export interface Debug {
  /** Debug information: DWARF in the file. */
  readonly info: boolean;
  /** The symbols of a linker, not stripped. */
  readonly symbols: boolean;
  /** Path of the PDB file that a PE file names. */
  readonly pdb: string | null;
}

/** What a format's own reader fills in; the rest says nothing. */
export type Facts = Partial<Omit<Inspection, 'findings' | 'path' | 'size'>> & {
  readonly findings?: readonly Finding[];
};

const nothing: Omit<Inspection, 'path' | 'size'> = {
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

/** Facts made whole. */
export function inspection(path: string, size: number, facts: Facts): Inspection {
  const { format, arch, os, bits, endian, kind, linkage, ...rest } = { ...nothing, ...facts };
  return { path, format, arch, os, bits, endian, kind, linkage, ...rest, size };
}
