import type { ElfLibc } from '../data/system-libraries.ts';
import type { TargetFacts } from './expectation.ts';

/** The architecture of a target as inspections spell it; undefined if the target leaves it out. */
export function archOfTarget({ arch, abi = '' }: Partial<TargetFacts>): string | undefined {
  if (arch === undefined) return undefined;
  if (arch === 'x86_64' && abi.endsWith('x32')) return 'x86_64_x32';
  // The n32 ABI is 64-bit code with 32-bit pointers, in ELF files of 32 bits.
  if (arch.startsWith('mips64') && abi.includes('abin32')) return arch.endsWith('el') ? 'mipsel' : 'mips';
  return normalized.find(([pattern]) => pattern.test(arch))?.[1] ?? arch;
}

/** Spellings of Rust, Zig and GNU, with the one of inspections. Byte order is compared apart where it is not in the name. */
const normalized: readonly (readonly [RegExp, string])[] = [
  [/^i[3-6]86$/, 'x86'],
  [/^(arm(?!64)|thumb)/, 'arm'],
  [/^arm64$/, 'aarch64'],
  [/^riscv32/, 'riscv32'],
  [/^riscv64/, 'riscv64'],
  [/^mipsisa32r6$/, 'mips'],
  [/^mipsisa32r6el$/, 'mipsel'],
  [/^mipsisa64r6$/, 'mips64'],
  [/^mipsisa64r6el$/, 'mips64el'],
  [/^powerpcle$/, 'powerpc'],
  [/^sparcv9$/, 'sparc64'],
];

/** The C library of a target, by its ABI or, where that does not say, its system; undefined if it is another or none. */
export function libcOfTarget({ system, abi }: Partial<TargetFacts>): ElfLibc | undefined {
  // On other systems, `gnu` is a calling convention or a family of tools.
  const isLinux = system === undefined || system === 'linux' || system === 'hurd';
  if (isLinux && abi?.startsWith('gnu') === true) return 'glibc';
  if (isLinux && abi?.startsWith('musl') === true) return 'musl';
  if (abi?.startsWith('android') === true || system === 'android') return 'bionic';
  return system === 'freebsd' || system === 'netbsd' || system === 'openbsd' ? system : undefined;
}
