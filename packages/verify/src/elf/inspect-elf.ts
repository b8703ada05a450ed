import { findings, type Finding } from '@mkcross/core';
import type { ByteSource } from '../bytes/byte-source.ts';
import type { Reader } from '../bytes/reader.ts';
import { releasesWith } from '../data/glibc-releases.ts';
import type { Facts, Hardening, Inspection, Kind } from '../inspect/inspection.ts';
import { readDynamic, type Dynamic } from './elf-dynamic.ts';
import { readElfHeader, type ElfHeader } from './elf-header.ts';
import { elfArch, osAbis, osOfInterpreter } from './elf-names.ts';
import { readNotes } from './elf-notes.ts';
import { readSections, readSegments, type Section, type Segment } from './elf-tables.ts';

const segmentType = { dynamic: 2, interp: 3, note: 4, gnuStack: 0x6474e551, gnuRelro: 0x6474e552 } as const;
const sectionType = { note: 7, nobits: 8 } as const;
const fileType = { object: 1, executable: 2, dynamic: 3, core: 4 } as const;

/** What an ELF file's headers say (System V gABI, https://gabi.xinuos.com). */
export function inspectElf(source: ByteSource, path: string): Facts {
  const read = readElfHeader(source);
  if (read === undefined) return { format: 'elf', findings: [damage(path, 'the ELF header is cut off or is none')] };
  const { header, reader } = read;
  const segments = readSegments(reader, header);
  const sections = readSections(reader, header);
  const problems = [
    ...(segments === undefined ? ['the program headers lie outside of the file'] : []),
    ...(sections === undefined ? ['the section headers lie outside of the file'] : []),
  ];
  const { is64, little } = header;
  const facts = {
    format: 'elf',
    arch: elfArch(header.machine, is64, little),
    bits: is64 ? 64 : 32,
    endian: little ? 'little' : 'big',
    sections: (sections ?? [])
      .filter(({ name }) => name !== '')
      .slice(0, 1000)
      .map(({ name, size }) => ({ name, size })),
    debug: {
      info: (sections ?? []).some(({ name }) => /^\.z?debug_info/.test(name)),
      symbols: (sections ?? []).some(({ type }) => type === 2),
      pdb: null,
    },
  } as const satisfies Facts;
  const loaded = loadedFacts(reader, header, segments ?? [], sections ?? [], path, problems);
  return { ...facts, ...loaded };
}

/** What is told by that which is there when the file is loaded. */
function loadedFacts(
  reader: Reader,
  header: ElfHeader,
  segments: readonly Segment[],
  sections: readonly Section[],
  path: string,
  problems: string[],
): Facts {
  const isDebug = sections.some(
    ({ name, type }) => /^\.(interp|dynamic|text)$/.test(name) && type === sectionType.nobits,
  );
  const dynamicSegment = segments.find(({ type }) => type === segmentType.dynamic);
  const interpSegment = segments.find(({ type }) => type === segmentType.interp);
  const dynamic =
    isDebug || dynamicSegment === undefined ? undefined : readDynamic(reader, header, segments, dynamicSegment);
  if (dynamicSegment !== undefined && dynamic === undefined && !isDebug)
    problems.push('the dynamic section lies outside of the file');
  problems.push(...(dynamic?.problems ?? []));
  const interpreter =
    isDebug || interpSegment === undefined ? null : (reader.text(interpSegment.offset, interpSegment.fileSize) ?? null);
  if (interpSegment !== undefined && interpreter === null && !isDebug)
    problems.push('the path of the interpreter lies outside of the file');
  const kind = isDebug ? 'debug' : kindOf(header, dynamic, interpSegment !== undefined);
  const notes = readNotes(reader, notePlaces(segments, sections));
  const linkage = linkageOf(kind, dynamic, interpSegment !== undefined);
  return {
    kind,
    os: osAbis[header.osAbi] ?? notes.os ?? osOfInterpreter(interpreter ?? '') ?? (kind === 'object' ? null : 'linux'),
    linkage,
    evidence: evidenceOf(header, kind, dynamic, interpreter),
    interpreter,
    needed: dynamic?.needed ?? [],
    runPaths: dynamic?.runPaths ?? [],
    requires: dynamic?.requires ?? {},
    oldest: releasesWith(dynamic?.requires['GLIBC']),
    hardening: hardeningOf(kind, segments, dynamic),
    buildId: notes.buildId,
    findings: [
      ...problems.map((problem) => damage(path, problem)),
      ...elfFindings(path, kind, dynamic, interpreter, segments),
    ],
  };
}

const damage = (path: string, problem: string): Finding => findings.BINARY_DAMAGED({ problem }, { file: path });

/**
 * What the file is. ET_DYN is a shared library or a program that is loaded anywhere: told apart by DF_1_PIE, else by
 * DT_SONAME, which only libraries have (glibc's libc.so.6 even has an interpreter), else by interpreter and DT_DEBUG.
 */
function kindOf({ type }: ElfHeader, dynamic: Dynamic | undefined, hasInterpreter: boolean): Kind | null {
  switch (type) {
    case fileType.object:
      return 'object';
    case fileType.executable:
      return 'executable';
    case fileType.core:
      return 'core';
    case fileType.dynamic:
      if (dynamic?.pieFlag === true) return 'pie';
      if (dynamic?.soname !== undefined) return 'shared';
      return hasInterpreter || dynamic?.debugTag === true ? 'pie' : 'shared';
    default:
      return null;
  }
}

function linkageOf(kind: Kind | null, dynamic: Dynamic | undefined, hasInterpreter: boolean): Inspection['linkage'] {
  if (kind === 'shared') return 'dynamic';
  if (kind !== 'executable' && kind !== 'pie') return null;
  if (hasInterpreter || (dynamic?.needed.length ?? 0) > 0) return 'dynamic';
  return kind === 'pie' ? 'static-pie' : 'static';
}

function evidenceOf(
  { type }: ElfHeader,
  kind: Kind | null,
  dynamic: Dynamic | undefined,
  interpreter: string | null,
): readonly string[] {
  if (kind !== 'executable' && kind !== 'pie' && kind !== 'shared') return [];
  return [
    `the file type is ${type === fileType.executable ? 'ET_EXEC' : 'ET_DYN'}${dynamic?.pieFlag === true ? ' with DF_1_PIE' : ''}`,
    interpreter === null ? 'there is no interpreter (PT_INTERP)' : `the interpreter (PT_INTERP) is ${interpreter}`,
    dynamic === undefined ? 'there is no dynamic section (PT_DYNAMIC)' : neededText(dynamic.needed),
    ...(dynamic?.soname === undefined ? [] : [`it calls itself ${dynamic.soname} (DT_SONAME)`]),
  ];
}

const neededText = (needed: readonly string[]) =>
  needed.length === 0 ? 'it needs no library (DT_NEEDED)' : `it needs ${needed.join(', ')} (DT_NEEDED)`;

function hardeningOf(kind: Kind | null, segments: readonly Segment[], dynamic: Dynamic | undefined): Hardening {
  const none = { nx: null, relro: null, pie: null, aslr: null, cfg: null };
  if (kind !== 'executable' && kind !== 'pie' && kind !== 'shared') return none;
  const stack = segments.find(({ type }) => type === segmentType.gnuStack);
  const relro = segments.some(({ type }) => type === segmentType.gnuRelro);
  return {
    ...none,
    nx: stack === undefined ? null : (stack.flags & 1) === 0,
    relro: relro ? (dynamic?.bindNow === true ? 'full' : 'partial') : 'none',
    pie: kind === 'shared' ? null : kind === 'pie',
  };
}

/** Where notes are: in segments, or in an object's sections. */
function notePlaces(segments: readonly Segment[], sections: readonly Section[]) {
  const inSegments = segments
    .filter(({ type }) => type === segmentType.note)
    .map(({ offset, fileSize }) => ({ offset, size: fileSize, alignment: 4 }));
  if (inSegments.length > 0) return inSegments;
  return sections
    .filter(({ type }) => type === sectionType.note)
    .slice(0, 100)
    .map(({ name, offset, size }) => ({ offset, size, alignment: name === '.note.gnu.property' ? 8 : 4 }));
}

function elfFindings(
  path: string,
  kind: Kind | null,
  dynamic: Dynamic | undefined,
  interpreter: string | null,
  segments: readonly Segment[],
): readonly Finding[] {
  const where = { file: path };
  const needed = dynamic?.needed ?? [];
  const isProgram = kind === 'executable' || kind === 'pie';
  const stores = [...(interpreter === null ? [] : [interpreter]), ...(dynamic?.runPaths ?? [])].filter((one) =>
    one.startsWith('/nix/store/'),
  );
  const stack = segments.find(({ type }) => type === segmentType.gnuStack);
  return [
    ...(isProgram && interpreter !== null && needed.length === 0
      ? [findings.INTERPRETER_WITHOUT_LIBRARIES({ interpreter }, where)]
      : []),
    ...(isProgram && interpreter === null && needed.length > 0
      ? [findings.LIBRARIES_WITHOUT_INTERPRETER({ needed }, where)]
      : []),
    ...(stores.length === 0 ? [] : [findings.PATH_IN_NIX_STORE({ paths: stores }, where)]),
    ...(isProgram && (interpreter ?? '').includes('/ld-musl-') && needed.includes('libc.so.6')
      ? [findings.TWO_C_LIBRARIES({ interpreter: interpreter ?? '' }, where)]
      : []),
    ...(stack !== undefined && (stack.flags & 1) !== 0 ? [findings.STACK_EXECUTABLE({}, where)] : []),
    ...(dynamic?.textRelocations === true ? [findings.TEXT_RELOCATIONS({}, where)] : []),
  ];
}
