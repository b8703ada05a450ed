/** Architectures by machine (Microsoft, "PE Format", "Machine Types"), under the names of Rust's triples. */
const machines: Readonly<Record<number, string>> = {
  0x14c: 'x86',
  0x166: 'mipsel',
  0x1c0: 'arm',
  0x1c2: 'arm',
  0x1c4: 'arm',
  0x1f0: 'powerpc',
  0x200: 'ia64',
  0xebc: 'efi-byte-code',
  0x5032: 'riscv32',
  0x5064: 'riscv64',
  0x6232: 'loongarch32',
  0x6264: 'loongarch64',
  0x8664: 'x86_64',
  0xa641: 'arm64ec',
  0xa64e: 'arm64x',
  0xaa64: 'aarch64',
};

/** Whether a machine is one that PE and COFF know: object files begin with it, without any magic. */
export const isMachine = (machine: number): boolean => machine in machines;

/** The architecture of a machine. */
export const peArch = (machine: number): string => machines[machine] ?? `machine-${machine}`;

/** Whether an architecture has 64 bits. */
export const is64Bit = (arch: string): boolean => arch.includes('64');

/** Subsystems by number ("Windows Subsystem"). */
export const subsystems: Readonly<Record<number, string>> = {
  1: 'native',
  2: 'windows',
  3: 'console',
  5: 'os2',
  7: 'posix',
  9: 'windows-ce',
  10: 'efi-application',
  11: 'efi-boot-service-driver',
  12: 'efi-runtime-driver',
  13: 'efi-rom',
  14: 'xbox',
  16: 'boot-application',
};
