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
  depaudit: 0x6ffffefbn,
  audit: 0x6ffffefcn,
  auxiliary: 0x7ffffffdn,
  filter: 0x7fffffffn,
  versym: 0x6ffffff0n,
  verneed: 0x6ffffffen,
  verneednum: 0x6fffffffn,
} as const;

/** Tags whose values are names of libraries that a loader loads with the file: `needed`, and filters and auditors of Sun's and GNU's. */
const loading: ReadonlySet<bigint> = new Set([tag.needed, tag.auxiliary, tag.filter, tag.audit, tag.depaudit]);

const mostEntries = 10_000;

/**
 * The dynamic section that a segment holds, at the address at which loaders read it: they use neither its offset nor its size. Undefined
 * where it is not in the file.
 */
export function readDynamic(
  reader: Reader,
  header: ElfHeader,
  segments: readonly Segment[],
  segment: Segment,
): Dynamic | undefined {
  const place = fileOffset(segments, segment.address);
  const entries = place === undefined ? undefined : readEntries(reader, header.is64, place);
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
  if (place !== segment.offset)
    problems.add('its header places the dynamic section elsewhere in the file than in memory');
  const text = (offset: number): readonly string[] => {
    const found = strings === undefined || offset >= limit ? undefined : reader.text(strings + offset);
    if (found !== undefined) return [found];
    problems.add('a name in the dynamic section lies outside of its string table');
    return [];
  };
  const texts = (wanted: bigint) => all(wanted).flatMap((offset) => text(Number(offset)));
  const loaded = entries.filter((entry) => loading.has(entry.tag));
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
    needed: loaded.flatMap(({ value }) => text(Number(value))),
    needsAny: loaded.length > 0,
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

/** The entries up to the one that ends them, or to the end of the file. */
function readEntries(
  reader: Reader,
  is64: boolean,
  offset: number,
): readonly { readonly tag: bigint; readonly value: bigint }[] | undefined {
  const size = is64 ? 16 : 8;
  const entries: { tag: bigint; value: bigint }[] = [];
  for (;;) {
    const view = reader.view(offset + entries.length * size, size);
    if (view === undefined) return entries.length === 0 ? undefined : entries;
    const word = (at: number) =>
      is64 ? view.getBigUint64(at, reader.little) : BigInt(view.getUint32(at, reader.little));
    const entry = { tag: word(0), value: word(size / 2) };
    if (entry.tag === tag.end) return entries;
    if (entries.length === mostEntries) {
      reader.cut(`the dynamic section has more than ${mostEntries} entries`);
      return entries;
    }
    entries.push(entry);
  }
}
