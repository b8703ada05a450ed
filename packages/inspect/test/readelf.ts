import type { Inspection } from '@mkcross/inspect';

/** What `readelf -W -h -l -S -d -V -n` says of an ELF file, in the words of an inspection. */
export interface ElfFacts {
  readonly arch: string;
  readonly bits: number;
  readonly endian: string;
  readonly kind: string;
  readonly linkage: string | null;
  readonly interpreter: string | null;
  readonly needed: readonly string[];
  readonly soname: string | null;
  readonly runPaths: readonly string[];
  readonly requires: Readonly<Record<string, string>>;
  readonly buildId: string | null;
  readonly nx: boolean | null;
  readonly relro: string | null;
  readonly pie: boolean | null;
  readonly info: boolean;
  readonly symbols: boolean;
  readonly sections: readonly { readonly name: string; readonly size: number }[];
}

/** The same of an inspection. */
export const elfFactsOf = ({ hardening, debug, ...said }: Inspection) => ({
  ...said,
  nx: hardening.nx,
  relro: hardening.relro,
  pie: hardening.pie,
  info: debug.info,
  symbols: debug.symbols,
  soname: said.evidence.flatMap((one) => /^it calls itself (.*) \(DT_SONAME\)$/.exec(one)?.[1] ?? [])[0] ?? null,
});

/** Rust's names of the machines that readelf names. */
const machines: Readonly<Record<string, string>> = {
  AArch64: 'aarch64',
  ARCv2: 'machine-195',
  ARM: 'arm',
  'Advanced Micro Devices X86-64': 'x86_64',
  Alpha: 'alpha',
  'Atmel AVR 8-bit microcontroller': 'avr',
  HPPA: 'hppa',
  'IBM S/390': 's390x',
  'Intel 80386': 'x86',
  'Intel IA-64': 'ia64',
  'Linux BPF': 'bpf',
  MC68000: 'm68k',
  'MIPS R3000': 'mips',
  None: 'machine-0',
  PowerPC: 'powerpc',
  PowerPC64: 'powerpc64',
  'QUALCOMM DSP6 Processor': 'hexagon',
  'RISC-V': 'riscv',
  'Renesas / SuperH SH': 'sh4',
  Sparc: 'sparc',
  'Sparc v9': 'sparc64',
  'Texas Instruments msp430 microcontroller': 'msp430',
};

/** What readelf prints about several files or members of archives, a text for each. */
export const readelfParts = (printed: string): readonly { readonly file: string; readonly text: string }[] =>
  printed
    .split(/^File: /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      return { file: part.slice(0, end), text: part.slice(end) };
    });

/** What the header alone says. */
export function elfHeaderFacts(text: string): Pick<ElfFacts, 'arch' | 'bits' | 'endian'> {
  const bits = /^ {2}Class: +ELF(\d+)$/m.exec(text)?.[1] === '64' ? 64 : 32;
  const endian = /^ {2}Data: .*big endian$/m.test(text) ? 'big' : 'little';
  return { arch: archOf(/^ {2}Machine: +(.*)$/m.exec(text)?.[1] ?? '', bits, endian), bits, endian };
}

function archOf(machine: string, bits: number, endian: string): string {
  const name = machines[machine] ?? machine;
  switch (`${name} ${String(bits)} ${endian}`) {
    case 'aarch64 64 big':
      return 'aarch64_be';
    case 'bpf 64 big':
      return 'bpfeb';
    case 'bpf 64 little':
      return 'bpfel';
    case 'mips 32 little':
      return 'mipsel';
    case 'mips 64 big':
      return 'mips64';
    case 'mips 64 little':
      return 'mips64el';
    case 'powerpc64 64 little':
      return 'powerpc64le';
    case 'riscv 32 little':
    case 'riscv 64 little':
      return `riscv${String(bits)}`;
    case 'x86_64 32 little':
      return 'x86_64_x32';
    default:
      return name;
  }
}

/** Everything that readelf says of one file. */
export function elfFacts(text: string): ElfFacts {
  const sections = sectionsIn(text);
  const isDebug = sections.some(({ name, type }) => /^\.(interp|dynamic|text)$/.test(name) && type === 'NOBITS');
  // What is loaded is not in a file of debug information, whose headers are a copy of the program's.
  const loaded = isDebug ? '' : text;
  const dynamic = [...loaded.matchAll(/^ 0x[0-9a-f]+ \((\w+)\) +(.*)$/gm)].map(([, tag = '', value = '']) => ({
    tag,
    value,
  }));
  const named = (tag: string) =>
    dynamic.filter((one) => one.tag === tag).map(({ value }) => /\[(.*)\]$/.exec(value)?.[1] ?? '');
  const has = (tag: string, word: RegExp) => dynamic.some((one) => one.tag === tag && word.test(one.value));
  const interpreter = /\[Requesting program interpreter: (.*)\]/.exec(loaded)?.[1] ?? null;
  const soname = named('SONAME')[0] ?? null;
  const kind = isDebug
    ? 'debug'
    : kindOf(text, has('FLAGS_1', /\bPIE\b/), soname !== null, interpreter !== null || has('DEBUG', /^/));
  const needed = named('NEEDED');
  const isLinked = kind === 'executable' || kind === 'pie' || kind === 'shared';
  const [, stack] = /^ {2}GNU_STACK .* ([R ][W ][E ]) (?:0x)?[0-9a-f]+$/m.exec(text) ?? [];
  const isBoundAtStart = has('FLAGS', /\bBIND_NOW\b/) || has('FLAGS_1', /\bNOW\b/) || has('BIND_NOW', /^/);
  const relro = /^ {2}GNU_RELRO /m.test(text) ? (isBoundAtStart ? 'full' : 'partial') : 'none';
  return {
    ...elfHeaderFacts(text),
    kind,
    linkage: linkageOf(kind, interpreter === null && needed.length === 0),
    interpreter,
    needed,
    soname,
    runPaths: (named('RUNPATH').length > 0 ? named('RUNPATH') : named('RPATH')).flatMap((paths) =>
      paths.split(':').filter((path) => path !== ''),
    ),
    requires: highest([...loaded.matchAll(/ {2}Name: (\S+) {2}Flags:/g)].map(([, name = '']) => name)),
    buildId: / Build ID: ([0-9a-f]+)$/m.exec(text)?.[1] ?? null,
    nx: isLinked && stack !== undefined ? !stack.includes('E') : null,
    relro: isLinked ? relro : null,
    pie: kind === 'executable' || kind === 'pie' ? kind === 'pie' : null,
    info: sections.some(({ name }) => name === '.debug_info' || name === '.zdebug_info'),
    symbols: sections.some(({ type }) => type === 'SYMTAB'),
    sections: sections
      .filter(({ name }) => name !== '')
      .slice(0, 1000)
      .map(({ name, size }) => ({ name, size })),
  };
}

const sectionLine =
  /^ {2}\[ *\d+\] (.*?) +([A-Z][A-Za-z0-9_]*|[0-9a-f]+: <unknown>|(?:LOOS|LOPROC|LOUSER)\+\S+) +[0-9a-f]{8,16} [0-9a-f]{6,} ([0-9a-f]{6,}) /gm;

const sectionsIn = (text: string) =>
  [...text.matchAll(sectionLine)].map(([, name = '', type = '', size = '']) => ({
    name,
    type,
    size: Number.parseInt(size, 16),
  }));

function kindOf(text: string, isPie: boolean, hasName: boolean, isProgram: boolean): string {
  const type = /^ {2}Type: +(\w+)/m.exec(text)?.[1] ?? '';
  if (type === 'DYN') return isPie || (!hasName && isProgram) ? 'pie' : 'shared';
  return { REL: 'object', EXEC: 'executable', CORE: 'core' }[type] ?? type;
}

function linkageOf(kind: string, isAlone: boolean): string | null {
  if (kind === 'shared') return 'dynamic';
  if (kind === 'pie') return isAlone ? 'static-pie' : 'dynamic';
  if (kind === 'executable') return isAlone ? 'static' : 'dynamic';
  return null;
}

/** The highest version of each prefix, as `sort -V` has it; packed relocations came with glibc 2.36. */
function highest(names: readonly string[]): Readonly<Record<string, string>> {
  const order = new Intl.Collator('en', { numeric: true });
  const versions = names.flatMap((name) => {
    const [, prefix, version] =
      /^([A-Z][A-Z0-9_]*)_(\d+(?:\.\d+)*)$/.exec(name.replace('GLIBC_ABI_DT_RELR', 'GLIBC_2.36')) ?? [];
    return prefix === undefined || version === undefined ? [] : [[prefix, version] as const];
  });
  return Object.fromEntries(versions.toSorted(([, a], [, b]) => order.compare(a, b)));
}
