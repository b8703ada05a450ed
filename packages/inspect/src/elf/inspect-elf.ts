import type { Finding } from '@mkcross/core';
import { inspectFindings as findings } from '../binary-findings.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import type { Reader } from '../bytes/reader.ts';
import { releasesWith } from '../data/glibc-releases.ts';
import { damage, storePaths } from '../inspect/file-findings.ts';
import type { Facts } from '../inspect/inspection.ts';
import type { Hardening, Inspection, Kind } from '../inspect/inspection-schema.ts';
import { readDynamic, type Dynamic } from './elf-dynamic.ts';
import { readElfHeader, type ElfHeader } from './elf-header.ts';
import { elfArch, osAbis, osOfInterpreter } from './elf-names.ts';
import { readNotes } from './elf-notes.ts';
import { readSections, type SectionFacts } from './elf-sections.ts';
import { overlap, readSegments, segmentType, type Segment } from './elf-tables.ts';

const fileType = { object: 1, executable: 2, dynamic: 3, core: 4 } as const;

/** What an ELF file's headers say (System V gABI, https://gabi.xinuos.com). */
export function inspectElf(source: ByteSource, path: string): Facts {
  const read = readElfHeader(source);
  if (read === undefined) return { format: 'elf', findings: damage(path, ['the ELF header is cut off or is none']) };
  const { header, reader } = read;
  const { is64, little } = header;
  const sections = readSections(reader, header);
  const segments = readSegments(reader, header);
  const loaded = readLoaded(reader, header, segments, sections?.isDebug ?? false);
  const { kind, dynamic, interpreter } = loaded;
  const notes = readNotes(reader, notePlaces(loaded.segments, sections?.notes ?? []));
  const linkage = linkageOf(loaded);
  return {
    format: 'elf',
    arch: elfArch(header.machine, is64, little),
    bits: is64 ? 64 : 32,
    endian: little ? 'little' : 'big',
    kind,
    os: osAbis[header.osAbi] ?? notes.os ?? osOfInterpreter(interpreter ?? '') ?? (kind === 'object' ? null : 'linux'),
    linkage,
    evidence: evidenceOf(header, loaded),
    interpreter,
    needed: dynamic?.needed ?? [],
    runPaths: dynamic?.runPaths ?? [],
    requires: dynamic?.requires ?? {},
    versions: dynamic?.versions ?? [],
    oldest: releasesWith(dynamic?.requires['GLIBC']),
    crt: linkage !== 'dynamic' && linkage !== null && notes.hasGnuAbi ? ['glibc'] : [],
    hardening: hardeningOf(loaded),
    debug: { info: sections?.hasDebugInfo ?? false, symbols: sections?.hasSymbols ?? false, pdb: null },
    buildId: notes.buildId,
    sections: sections?.named ?? [],
    findings: [
      ...damage(path, [
        ...(sections === undefined ? ['the section headers lie outside of the file, or are of no known size'] : []),
        ...loaded.problems,
      ]),
      ...elfFindings(path, loaded),
    ],
  };
}

/** What is there when the file is loaded; nothing of it in a file of debug information, whose headers are a copy. */
interface Loaded {
  readonly kind: Kind | null;
  readonly segments: readonly Segment[];
  readonly dynamic: Dynamic | undefined;
  readonly interpreter: string | null;
  /** Whether it asks for an interpreter, even where its path cannot be read. */
  readonly asksForInterpreter: boolean;
  /** Whether all that tells of linkage could be read. */
  readonly isWhole: boolean;
  readonly problems: readonly string[];
}

function readLoaded(reader: Reader, header: ElfHeader, read: readonly Segment[] | undefined, isDebug: boolean): Loaded {
  const segments = isDebug ? [] : (read ?? []);
  // Of several, loaders take the last dynamic section and the first interpreter.
  const dynamicSegment = segments.findLast(({ type }) => type === segmentType.dynamic);
  const interpSegment = segments.find(({ type }) => type === segmentType.interp);
  const dynamic = dynamicSegment === undefined ? undefined : readDynamic(reader, header, segments, dynamicSegment);
  const interpreter =
    interpSegment === undefined ? null : (reader.text(interpSegment.offset, interpSegment.fileSize) ?? null);
  const asksForInterpreter = interpSegment !== undefined;
  const isDynamicRead = dynamicSegment === undefined || dynamic !== undefined;
  const kind = isDebug ? 'debug' : kindOf(header, dynamic, asksForInterpreter);
  // Its headers are not those that a loader reads: Linux does not look at the class of the file, by which they are read here.
  const isOverlapping = dynamicSegment !== undefined && overlap(segments);
  const isLoaded =
    (kind !== 'executable' && kind !== 'pie' && kind !== 'shared') ||
    segments.some(({ type }) => type === segmentType.load);
  return {
    kind,
    segments,
    dynamic,
    interpreter,
    asksForInterpreter,
    isWhole: read !== undefined && isDynamicRead && isLoaded && !isOverlapping,
    problems: [
      ...(read === undefined ? ['the program headers lie outside of the file, or are of no known size'] : []),
      ...(isOverlapping ? ['segments of it overlap in memory'] : []),
      ...(read === undefined || isLoaded ? [] : ['no segment of it is loaded (PT_LOAD)']),
      ...(isDynamicRead ? (dynamic?.problems ?? []) : ['the dynamic section lies outside of the file']),
      ...(asksForInterpreter && interpreter === null
        ? ['the path of the interpreter lies outside of the file, or has no end']
        : []),
    ],
  };
}

/**
 * What the file is. ET_DYN is a shared library or a program that is loaded anywhere: told apart by DF_1_PIE, else by
 * DT_SONAME, which only libraries have (glibc's libc.so.6 even has an interpreter), else by interpreter and DT_DEBUG.
 */
function kindOf({ type }: ElfHeader, dynamic: Dynamic | undefined, asksForInterpreter: boolean): Kind | null {
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
      return asksForInterpreter || dynamic?.debugTag === true ? 'pie' : 'shared';
    default:
      return null;
  }
}

function linkageOf({ kind, dynamic, asksForInterpreter, isWhole }: Loaded): Inspection['linkage'] {
  if (kind === 'shared') return 'dynamic';
  if (kind !== 'executable' && kind !== 'pie') return null;
  if (asksForInterpreter || dynamic?.needsAny === true) return 'dynamic';
  if (!isWhole) return null;
  return kind === 'pie' ? 'static-pie' : 'static';
}

function evidenceOf(
  { type }: ElfHeader,
  { kind, dynamic, interpreter, asksForInterpreter, isWhole }: Loaded,
): readonly string[] {
  if (!isWhole || (kind !== 'executable' && kind !== 'pie' && kind !== 'shared')) return [];
  return [
    `the file type is ${type === fileType.executable ? 'ET_EXEC' : 'ET_DYN'}${dynamic?.pieFlag === true ? ' with DF_1_PIE' : ''}`,
    asksForInterpreter
      ? `the interpreter (PT_INTERP) is ${interpreter ?? 'not readable'}`
      : 'there is no interpreter (PT_INTERP)',
    dynamic === undefined ? 'there is no dynamic section (PT_DYNAMIC)' : neededText(dynamic),
    ...(dynamic?.soname === undefined ? [] : [`it calls itself ${dynamic.soname} (DT_SONAME)`]),
  ];
}

const neededText = ({ needed, needsAny }: Dynamic) =>
  needsAny
    ? `it needs ${needed.join(', ') || 'libraries without names'} (DT_NEEDED)`
    : 'it needs no library (DT_NEEDED)';

function hardeningOf({ kind, segments, dynamic, isWhole }: Loaded): Hardening {
  const none = { nx: null, relro: null, pie: null, aslr: null, cfg: null };
  if (kind !== 'executable' && kind !== 'pie' && kind !== 'shared') return none;
  const stack = segments.find(({ type }) => type === segmentType.gnuStack);
  const relro = segments.some(({ type }) => type === segmentType.gnuRelro);
  return {
    ...none,
    nx: stack === undefined ? null : (stack.flags & 1) === 0,
    relro: relro ? (dynamic?.bindNow === true ? 'full' : 'partial') : isWhole ? 'none' : null,
    pie: kind === 'shared' ? null : kind === 'pie',
  };
}

/** Where notes are: in segments, and in sections that are in none. */
function notePlaces(segments: readonly Segment[], ofSections: SectionFacts['notes']): SectionFacts['notes'] {
  const ofSegments = segments
    .filter(({ type }) => type === segmentType.note)
    .map(({ offset, fileSize, alignment }) => ({ offset, size: fileSize, alignment: alignment === 8 ? 8 : 4 }));
  return [...ofSegments, ...ofSections];
}

function elfFindings(path: string, loaded: Loaded): readonly Finding[] {
  const { kind, segments, dynamic, interpreter, asksForInterpreter, isWhole } = loaded;
  const where = { file: path };
  const needed = dynamic?.needed ?? [];
  const needsAny = dynamic?.needsAny ?? false;
  const isProgram = isWhole && (kind === 'executable' || kind === 'pie');
  const stack = segments.find(({ type }) => type === segmentType.gnuStack);
  return [
    ...(isProgram && interpreter !== null && !needsAny
      ? [findings.INTERPRETER_WITHOUT_LIBRARIES({ interpreter }, where)]
      : []),
    ...(isProgram && !asksForInterpreter && needsAny
      ? [findings.LIBRARIES_WITHOUT_INTERPRETER({ needed }, where)]
      : []),
    ...storePaths(path, [interpreter, ...(dynamic?.runPaths ?? []), ...needed]),
    ...(isProgram && (interpreter ?? '').includes('/ld-musl-') && needed.includes('libc.so.6')
      ? [findings.TWO_C_LIBRARIES({ interpreter: interpreter ?? '' }, where)]
      : []),
    ...(stack !== undefined && (stack.flags & 1) !== 0 ? [findings.STACK_EXECUTABLE({}, where)] : []),
    ...(dynamic?.textRelocations === true ? [findings.TEXT_RELOCATIONS({}, where)] : []),
  ];
}
