import type { Inspection } from '@mkcross/inspect';

/** What `objdump -p -h -w` says of a PE file, in the words of an inspection. */
export interface PeFacts {
  readonly arch: string;
  readonly bits: number;
  readonly kind: string;
  readonly subsystem: string;
  readonly loadedAtStart: readonly string[];
  readonly nx: boolean;
  readonly aslr: string;
  readonly cfg: boolean;
  readonly buildId: string | null;
  readonly pdb: string | null;
  readonly info: boolean;
  readonly sections: Sections;
}

type Sections = readonly { readonly name: string; readonly size: number }[];

/** The same of an inspection. */
export const peFactsOf = ({ hardening, debug, ...said }: Inspection) => ({
  ...said,
  nx: hardening.nx,
  aslr: hardening.aslr,
  cfg: hardening.cfg,
  info: debug.info,
  pdb: debug.pdb,
  sections: said.sections.filter(isOfKnownSize),
  loadedAtStart: said.imports.filter(({ delayed }) => !delayed).map(({ name }) => name),
});

/** Of sections that are packed, objdump says how long they are unpacked. */
const isOfKnownSize = ({ name }: { readonly name: string }) => !name.startsWith('.zdebug_');

const subsystems: Readonly<Record<string, string>> = {
  'EFI application': 'efi-application',
  'EFI boot service driver': 'efi-boot-service-driver',
  'EFI runtime driver': 'efi-runtime-driver',
  'NT native': 'native',
  'Windows CUI': 'console',
  'Windows GUI': 'windows',
};

/** Rust's names of the architectures that objdump's file formats are for. */
const archs: Readonly<Record<string, string>> = {
  'bigobj-x86-64': 'x86_64',
  i386: 'x86',
  'x86-64': 'x86_64',
};

/** What objdump prints about several files or members of archives, a text for each. */
export const objdumpParts = (
  printed: string,
): readonly { readonly file: string; readonly format: string; readonly text: string }[] => {
  const heads = [...printed.matchAll(/^(.*): {5}file format (\S+)$/gm)];
  return heads.map((head, index) => ({
    file: head[1] ?? '',
    format: head[2] ?? '',
    text: printed.slice(head.index, heads[index + 1]?.index),
  }));
};

/** The architecture that a format of PE or COFF is for; undefined for other formats. */
export const archOfFormat = (format: string): string | undefined =>
  /^pei?-/.test(format) ? (archs[format.replace(/^pei?-/, '')] ?? format) : undefined;

/** Sections as `objdump -h -w` lists them. */
export const sectionsOf = (text: string): Sections =>
  [...text.matchAll(/^ *\d+ (.*?) +([0-9a-f]{8,}) {2}[0-9a-f]{8,} {2}[0-9a-f]{8,} {2}[0-9a-f]{8,} {2}2\*\*/gm)]
    .slice(0, 1000)
    .map(([, name = '', size = '']) => ({ name, size: Number.parseInt(size, 16) }));

/** Everything that objdump says of one PE file. */
export function peFacts(format: string, text: string): PeFacts {
  const [, signature = '', age = '', pdb = ''] =
    /^\(format RSDS signature ([0-9a-f]+) age (\d+) pdb (.*)\)$/m.exec(text) ?? [];
  const has = (word: string) => new RegExp(`^\\t+${word}$`, 'm').test(text);
  const relocations = /^Entry 5 [0-9a-f]+ ([0-9a-f]+) /m.exec(text)?.[1] ?? '0';
  const canMove = has('DYNAMIC_BASE') && !has('relocations stripped') && Number.parseInt(relocations, 16) > 0;
  const is64 = text.includes('(PE32+)');
  const sections = sectionsOf(text);
  return {
    arch: archOfFormat(format) ?? format,
    bits: is64 ? 64 : 32,
    kind: /^ *\d+ \.text (?!.*CONTENTS)/m.test(text) ? 'debug' : has('DLL') ? 'shared' : 'executable',
    subsystem: subsystems[/^Subsystem\t+[0-9a-f]+\t\((.*)\)$/m.exec(text)?.[1] ?? ''] ?? 'unknown',
    loadedAtStart: [...text.matchAll(/^\tDLL Name: (.*)$/gm)].map(([, name = '']) => name),
    nx: has('NX_COMPAT'),
    aslr: canMove ? (has('HIGH_ENTROPY_VA') && is64 ? 'high-entropy' : 'yes') : 'no',
    cfg: has('GUARD_CF'),
    buildId: signature === '' ? null : `${signature}${Number(age).toString(16)}`,
    pdb: pdb === '' || pdb === '(none)' ? null : pdb,
    info: sections.some(({ name }) => name === '.debug_info' || name === '.zdebug_info'),
    sections: sections.filter(isOfKnownSize),
  };
}
