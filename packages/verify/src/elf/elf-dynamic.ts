import { wide, type Reader } from '../bytes/reader.ts';
import type { ElfHeader } from './elf-header.ts';
import { fileOffset, type Segment } from './elf-tables.ts';

/** What the dynamic section says (gABI, chapter 5; tags of GNU's from elf.h of glibc). */
export interface Dynamic {
  readonly needed: readonly string[];
  readonly soname: string | undefined;
  readonly runPaths: readonly string[];
  /** DT_BIND_NOW, DF_BIND_NOW or DF_1_NOW: all symbols are bound at start. */
  readonly bindNow: boolean;
  /** DF_1_PIE, which linkers since binutils 2.26 set. */
  readonly pieFlag: boolean;
  /** DT_DEBUG, which linkers give to programs alone. */
  readonly debugTag: boolean;
  /** DT_TEXTREL or DF_TEXTREL. */
  readonly textRelocations: boolean;
  /** The highest version asked for, by the prefix of versions: GLIBC, GLIBCXX, GCC. */
  readonly requires: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

const tag = {
  end: 0,
  needed: 1,
  strtab: 5,
  strsz: 10,
  soname: 14,
  rpath: 15,
  textrel: 22,
  debug: 21,
  bindNow: 24,
  runpath: 29,
  flags: 30,
  verneed: 0x6ffffffe,
  verneednum: 0x6fffffff,
  flags1: 0x6ffffffb,
} as const;

const mostEntries = 10_000;

/** The dynamic section that a segment holds; undefined where it is not in the file. */
export function readDynamic(
  reader: Reader,
  header: ElfHeader,
  segments: readonly Segment[],
  segment: Segment,
): Dynamic | undefined {
  const { is64, little } = header;
  const size = is64 ? 16 : 8;
  const count = Math.min(Math.floor(segment.fileSize / size), mostEntries);
  const table = reader.view(segment.offset, count * size);
  if (table === undefined) return undefined;
  const entries: { tag: number; value: number }[] = [];
  for (let at = 0; at < count * size; at += size) {
    const entry = is64
      ? { tag: wide(table, at, little), value: wide(table, at + 8, little) }
      : { tag: table.getUint32(at, little), value: table.getUint32(at + 4, little) };
    if (entry.tag === tag.end) break;
    entries.push(entry);
  }
  const all = (wanted: number) => entries.filter((entry) => entry.tag === wanted).map(({ value }) => value);
  const one = (wanted: number) => all(wanted)[0];
  const strings = fileOffset(segments, one(tag.strtab) ?? Infinity);
  const limit = one(tag.strsz) ?? 0;
  const problems: string[] = [];
  const text = (offset: number): readonly string[] => {
    const found = strings === undefined || offset >= limit ? undefined : reader.text(strings + offset);
    if (found !== undefined) return [found];
    problems.push('a name in the dynamic section lies outside of its string table');
    return [];
  };
  const flags = one(tag.flags) ?? 0;
  const flags1 = one(tag.flags1) ?? 0;
  const versions = fileOffset(segments, one(tag.verneed) ?? Infinity);
  return {
    needed: all(tag.needed).flatMap(text),
    soname: all(tag.soname).flatMap(text)[0],
    // Where both are there, the loader takes DT_RUNPATH alone (ld.so(8)).
    runPaths: (one(tag.runpath) === undefined ? all(tag.rpath) : all(tag.runpath))
      .flatMap(text)
      .flatMap((paths) => paths.split(':').filter((path) => path !== '')),
    bindNow: one(tag.bindNow) !== undefined || (flags & 0x8) !== 0 || (flags1 & 0x1) !== 0,
    pieFlag: (flags1 & 0x08000000) !== 0,
    debugTag: one(tag.debug) !== undefined,
    textRelocations: one(tag.textrel) !== undefined || (flags & 0x4) !== 0,
    requires:
      versions === undefined ? {} : highestVersions(versionNames(reader, versions, one(tag.verneednum) ?? 0, text)),
    problems: [...new Set(problems)],
  };
}

/** The names in the table of needed versions (Linux Standard Base, "Symbol Versioning"). */
function versionNames(
  reader: Reader,
  start: number,
  count: number,
  text: (offset: number) => readonly string[],
): readonly string[] {
  const { little } = reader;
  const names: string[] = [];
  let at = start;
  for (let file = 0; file < Math.min(count, mostEntries) && names.length < mostEntries; file++) {
    const need = reader.view(at, 16);
    if (need === undefined) return names;
    let aux = at + need.getUint32(8, little);
    for (let index = 0; index < need.getUint16(2, little) && names.length < mostEntries; index++) {
      const version = reader.view(aux, 16);
      if (version === undefined) return names;
      names.push(...text(version.getUint32(8, little)));
      const next = version.getUint32(12, little);
      if (next === 0) break;
      aux += next;
    }
    const next = need.getUint32(12, little);
    if (next === 0) return names;
    at += next;
  }
  return names;
}

/** Of `GLIBC_2.2.5`, `GLIBC_2.34`, `GLIBCXX_3.4.29`: the highest for each prefix. */
function highestVersions(names: readonly string[]): Readonly<Record<string, string>> {
  const highest = new Map<string, string>();
  for (const name of names) {
    const [, prefix, version] = /^([A-Z][A-Z0-9_]*)_([0-9]+(?:\.[0-9]+)*)$/.exec(name) ?? [];
    if (prefix === undefined || version === undefined) continue;
    const known = highest.get(prefix);
    if (known === undefined || isHigher(version, known)) highest.set(prefix, version);
  }
  return Object.fromEntries([...highest].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether a dotted version is higher than another. */
export function isHigher(version: string, than: string): boolean {
  const [left, right] = [version.split('.').map(Number), than.split('.').map(Number)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
