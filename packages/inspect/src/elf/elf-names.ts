/** Architectures by e_machine (System V gABI, https://gabi.xinuos.com/elf/a-emachine.html), under the names of Rust's triples. */
const machines: Readonly<Record<number, string>> = {
  2: 'sparc',
  3: 'x86',
  4: 'm68k',
  8: 'mips',
  15: 'hppa',
  18: 'sparc',
  20: 'powerpc',
  21: 'powerpc64',
  22: 's390x',
  40: 'arm',
  42: 'sh4',
  43: 'sparc64',
  50: 'ia64',
  62: 'x86_64',
  83: 'avr',
  92: 'or1k',
  93: 'arc',
  94: 'xtensa',
  105: 'msp430',
  113: 'nios2',
  164: 'hexagon',
  183: 'aarch64',
  189: 'microblaze',
  190: 'nvptx64',
  224: 'amdgcn',
  243: 'riscv',
  247: 'bpf',
  252: 'csky',
  258: 'loongarch',
  36902: 'alpha',
};

/** The architecture by machine, class and byte order. */
export function elfArch(machine: number, is64: boolean, little: boolean): string {
  const name = machines[machine] ?? `machine-${machine}`;
  switch (name) {
    case 'x86_64':
      return is64 ? name : 'x86_64_x32';
    case 'riscv':
    case 'loongarch':
      return `${name}${is64 ? 64 : 32}`;
    case 'mips':
      return `mips${is64 ? '64' : ''}${little ? 'el' : ''}`;
    case 'powerpc64':
      return little ? 'powerpc64le' : name;
    case 'aarch64':
      return little ? name : 'aarch64_be';
    case 's390x':
      return is64 ? name : 's390';
    case 'bpf':
      return little ? 'bpfel' : 'bpfeb';
    default:
      return name;
  }
}

/** Systems by EI_OSABI; 0 says nothing: Linux and the BSDs write it. */
export const osAbis: Readonly<Record<number, string>> = {
  1: 'hpux',
  2: 'netbsd',
  3: 'linux',
  4: 'hurd',
  6: 'solaris',
  7: 'aix',
  8: 'irix',
  9: 'freebsd',
  12: 'openbsd',
  17: 'cloudabi',
  64: 'arm-eabi',
  65: 'cuda',
  97: 'arm',
};

/** The system that a program's interpreter belongs to. */
export function osOfInterpreter(interpreter: string): string | null {
  if (/\/ld-(linux|musl|lsb|uClibc)|^\/lib64?\/ld(64)?\.so\.[12]$/.test(interpreter)) return 'linux';
  if (interpreter.includes('/ld-elf')) return 'freebsd';
  if (interpreter.startsWith('/system/bin/linker')) return 'android';
  if (interpreter.endsWith('/ld.so')) return 'openbsd';
  if (interpreter.endsWith('/ld.elf_so')) return 'netbsd';
  return null;
}
