import { targetData } from './target-data.ts';

/** A Rust target triple, the name of a target everywhere in mkcross: `x86_64-unknown-linux-musl`, `wasm32-wasip1`. */
export type Triple = `${string}-${string}`;

/** Whether a text has the shape of a triple; whether anyone builds for it is another question. */
export function isTriple(text: string): text is Triple {
  return /^[a-z0-9_.]+(-[a-z0-9_.]+)+$/.test(text);
}

/** A cross system of nixpkgs that builds for a triple. */
export interface NixpkgsSystem {
  /** Attribute below `pkgsCross`. */
  readonly attr: string;
  /** What `attr` was called in older nixpkgs, newest first. */
  readonly formerly: readonly string[];
  /** `stdenv.hostPlatform.libc` there; null where there is none (UEFI, bare wasm). */
  readonly libc: string | null;
  /** The family of `stdenv.cc` there. */
  readonly compiler: 'gcc' | 'llvm';
  /** The GNU name there, where it is not the triple's usual one. */
  readonly gnu?: string;
}

/** One target, in everyone's spelling. */
export interface Target {
  readonly triple: Triple;
  /** Architecture in nixpkgs' and Zig's words: `x86_64`, `aarch64`, `riscv64`. */
  readonly arch: string;
  /** Operating system; `none` without one. */
  readonly os: string;
  /** GNU name, which prefixes the programs of binutils and gcc: `x86_64-w64-mingw32`. */
  readonly gnu: string;
  /** Zig's `-target`; null where Zig has none. */
  readonly zig: string | null;
  /** nixpkgs' cross systems for it, the usual one first. */
  readonly nixpkgs: readonly [NixpkgsSystem, ...NixpkgsSystem[]];
}

/** A machine that builds, in nixpkgs' words. */
export type HostSystem = 'aarch64-darwin' | 'aarch64-linux' | 'x86_64-darwin' | 'x86_64-linux';

/** Rust's triple of each machine that builds. */
export const hostTriples = {
  'aarch64-darwin': 'aarch64-apple-darwin',
  'aarch64-linux': 'aarch64-unknown-linux-gnu',
  'x86_64-darwin': 'x86_64-apple-darwin',
  'x86_64-linux': 'x86_64-unknown-linux-gnu',
} as const satisfies Readonly<Record<HostSystem, Triple>>;

/** All machines that build, sorted. */
export const hostSystems = [
  'aarch64-darwin',
  'aarch64-linux',
  'x86_64-darwin',
  'x86_64-linux',
] as const satisfies readonly HostSystem[];

/** Every target of which mkcross knows the spellings, sorted by triple. */
export const knownTargets: readonly Target[] = targetData;

/** The target of a triple, or undefined if it is not among {@link knownTargets}. */
export function findTarget(triple: string): Target | undefined {
  return knownTargets.find((target) => target.triple === triple);
}

/**
 * The triple as cargo writes it in the names of its variables: `CARGO_TARGET_<this>_LINKER`.
 * Upper case, and everything that a shell's name cannot hold becomes an underscore
 * (https://doc.rust-lang.org/cargo/reference/environment-variables.html).
 */
export function cargoName(triple: Triple): string {
  return ccName(triple).toUpperCase();
}

/**
 * The triple as the cc, cmake, pkg-config and bindgen crates write it at the end of theirs: `CC_<this>`.
 * Lower case, with underscores; the form with hyphens exists too, but shells drop it.
 */
export function ccName(triple: Triple): string {
  return triple.replaceAll(/[-.]/g, '_');
}
