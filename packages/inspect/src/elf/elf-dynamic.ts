import type { Reader } from '../bytes/reader.ts';
import type { SymbolVersion } from '../inspect/inspection-schema.ts';
import type { ElfHeader } from './elf-header.ts';
import { fileOffset, type Segment } from './elf-tables.ts';
import { symbolVersions } from './elf-symbol-versions.ts';
import { highestVersions, neededVersions } from './elf-versions.ts';

/** What the dynamic section says (gABI, chapter 5; tags of GNU's from elf.h of glibc). */
export interface Dynamic {
  readonly needed: readonly string[];
  /** Whether it asks for libraries at all, even where their names cannot be read. */
  readonly needsAny: boolean;
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
  /** All versions asked for, with some of their symbols. */
  readonly versions: readonly SymbolVersion[];
  readonly problems: readonly string[];
}

const tag = {
  end: 0n,
  needed: 1n,
  hash: 4n,
  strtab: 5n,
  symtab: 6n,
  strsz: 10n,
  soname: 14n,
  rpath: 15n,
  debug: 21n,
  textrel: 22n,
  bindNow: 24n,
  runpath: 29n,
  flags: 30n,
  flags1: 0x6ffffffbn,
  versym: 0x6ffffff0n,
  verneed: 0x6ffffffen,
  verneednum: 0x6fffffffn,
} as const;

const mostEntries = 10_000;

/** The dynamic section that a segment holds; undefined where it is not in the file. */
export function readDynamic(
  reader: Reader,
  header: ElfHeader,
  segments: readonly Segment[],
  segment: Segment,
): Dynamic | undefined {
  const entries = readEntries(reader, header.is64, segment);
  if (entries === undefined) return undefined;
  const all = (wanted: bigint) => entries.filter((entry) => entry.tag === wanted).map(({ value }) => value);
  const one = (wanted: bigint) => entries.find((entry) => entry.tag === wanted)?.value;
  const placeOf = (wanted: bigint) => {
    const address = one(wanted);
    return address === undefined ? undefined : fileOffset(segments, address);
  };
  const strings = placeOf(tag.strtab);
  const limit = Number(one(tag.strsz) ?? 0n);
  const problems = new Set<string>();
  const text = (offset: number): readonly string[] => {
    const found = strings === undefined || offset >= limit ? undefined : reader.text(strings + offset);
    if (found !== undefined) return [found];
    problems.add('a name in the dynamic section lies outside of its string table');
    return [];
  };
  const texts = (wanted: bigint) => all(wanted).flatMap((offset) => text(Number(offset)));
  const flags = one(tag.flags) ?? 0n;
  const flags1 = one(tag.flags1) ?? 0n;
  const versionsAt = placeOf(tag.verneed);
  const versions =
    versionsAt === undefined ? [] : neededVersions(reader, versionsAt, Number(one(tag.verneednum) ?? 0n), text);
  const tables = {
    symbols: placeOf(tag.symtab),
    strings,
    stringsSize: limit,
    versions: placeOf(tag.versym),
    hash: placeOf(tag.hash),
  };
  return {
    needed: texts(tag.needed),
    needsAny: one(tag.needed) !== undefined,
    soname: texts(tag.soname)[0],
    // Where both are there, the loader takes DT_RUNPATH alone (ld.so(8)).
    runPaths: texts(one(tag.runpath) === undefined ? tag.rpath : tag.runpath).flatMap((paths) =>
      paths.split(':').filter((path) => path !== ''),
    ),
    bindNow: one(tag.bindNow) !== undefined || (flags & 0x8n) !== 0n || (flags1 & 0x1n) !== 0n,
    pieFlag: (flags1 & 0x08000000n) !== 0n,
    debugTag: one(tag.debug) !== undefined,
    textRelocations: one(tag.textrel) !== undefined || (flags & 0x4n) !== 0n,
    requires: highestVersions(versions.map(({ name }) => name)),
    versions: symbolVersions(reader, header.is64, tables, versions),
    problems: [...problems],
  };
}

function readEntries(
  reader: Reader,
  is64: boolean,
  { offset, fileSize }: Segment,
): readonly { readonly tag: bigint; readonly value: bigint }[] | undefined {
  const size = is64 ? 16 : 8;
  const count = Math.min(Math.floor(fileSize / size), mostEntries);
  const table = reader.view(offset, count * size);
  if (table === undefined) return undefined;
  const word = (at: number) =>
    is64 ? table.getBigUint64(at, reader.little) : BigInt(table.getUint32(at, reader.little));
  const entries: { tag: bigint; value: bigint }[] = [];
  for (let at = 0; at < count * size; at += size) {
    const entry = { tag: word(at), value: word(at + size / 2) };
    if (entry.tag === tag.end) return entries;
    entries.push(entry);
  }
  if (count === mostEntries) reader.cut(`the dynamic section has ${mostEntries} entries or more`);
  return entries;
}
