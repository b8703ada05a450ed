import { findTarget } from './target.ts';

/** What the headers of every binary for a target say, whatever compiler made it. */
export interface BinaryFacts {
  readonly arch: string;
  /** Width of a pointer. */
  readonly bits: 32 | 64;
  readonly endian: 'big' | 'little';
  readonly system: string;
  /** The last part of a triple of four, such as `musleabihf`; empty where the system alone says it. */
  readonly abi: string;
  readonly format: 'elf' | 'macho' | 'pe' | 'wasm';
}

/** The facts of a target, or undefined if it is not among the known targets. */
export function binaryFacts(triple: string): BinaryFacts | undefined {
  const target = findTarget(triple);
  if (target === undefined) return undefined;
  const { arch, os } = target;
  return {
    arch,
    bits: /64|s390x/.test(arch) && !/x32$|abin32/.test(triple) ? 64 : 32,
    endian: /^(m68k|mips|mips64|powerpc|powerpc64|s390x|sparc|sparc64)$/.test(arch) ? 'big' : 'little',
    system: os,
    abi: abiOf(triple),
    format: formatOf(arch, os),
  };
}

function abiOf(triple: string): string {
  const last = triple.slice(triple.lastIndexOf('-') + 1);
  return /^(gnu|musl|uclibc|android|msvc)/.test(last) ? last : '';
}

function formatOf(arch: string, os: string): BinaryFacts['format'] {
  if (arch.startsWith('wasm')) return 'wasm';
  if (os === 'macos' || os === 'ios') return 'macho';
  return os === 'windows' || os === 'uefi' || os === 'cygwin' ? 'pe' : 'elf';
}
