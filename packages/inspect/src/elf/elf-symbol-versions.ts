import type { Reader } from '../bytes/reader.ts';
import type { SymbolVersion } from '../inspect/inspection-schema.ts';
import type { NeededVersion } from './elf-versions.ts';

/** Offsets in the file of what relates symbols to versions; undefined where the dynamic section does not name it. */
export interface SymbolTables {
  /** DT_SYMTAB. */
  readonly symbols: number | undefined;
  /** DT_STRTAB, and its size in bytes. */
  readonly strings: number | undefined;
  readonly stringsSize: number;
  /** DT_VERSYM: for each symbol the number of its version. */
  readonly versions: number | undefined;
  /** DT_HASH, whose header counts the symbols. */
  readonly hash: number | undefined;
}

const mostVersions = 1000;
const mostNames = 5;
/** No linker writes more imported symbols; a table that claims more is read up to here. */
const mostSymbols = 200_000;
const atOnce = 4096;

/** Each needed version with some of its symbols. */
export function symbolVersions(
  reader: Reader,
  is64: boolean,
  tables: SymbolTables,
  needed: readonly NeededVersion[],
): readonly SymbolVersion[] {
  const some = needed.slice(0, mostVersions);
  if (some.length < needed.length) reader.cut(`there are more than ${mostVersions} needed versions`);
  const symbols = new Map<number, string[]>(some.map(({ index }) => [index, []]));
  readSymbols(reader, is64, tables, symbols);
  return some.map(({ library, name, index }) => ({ library, version: name, symbols: symbols.get(index) ?? [] }));
}

function readSymbols(reader: Reader, is64: boolean, tables: SymbolTables, found: ReadonlyMap<number, string[]>): void {
  const { symbols, strings, versions } = tables;
  if (symbols === undefined || strings === undefined || versions === undefined || found.size === 0) return;
  const count = Math.min(symbolCount(reader, is64, tables, symbols, strings), mostSymbols);
  for (let first = 0; first < count; first += atOnce) {
    const length = Math.min(atOnce, count - first);
    const view = reader.view(versions + 2 * first, 2 * length);
    if (view === undefined) return;
    for (let index = 0; index < length; index++) {
      const names = found.get(view.getUint16(2 * index, reader.little) & 0x7fff);
      if (names === undefined || names.length >= mostNames) continue;
      const at = reader.view(symbols + (first + index) * (is64 ? 24 : 16), 4)?.getUint32(0, reader.little);
      const name = at === undefined || at >= tables.stringsSize ? undefined : reader.text(strings + at);
      if (name !== undefined && name !== '') names.push(name);
    }
  }
}

/** DT_HASH counts the symbols. Where linkers write DT_GNU_HASH alone, which does not, the strings follow the symbols. */
function symbolCount(reader: Reader, is64: boolean, { hash }: SymbolTables, symbols: number, strings: number): number {
  const counted = hash === undefined ? undefined : reader.view(hash, 8)?.getUint32(4, reader.little);
  return counted ?? Math.max(0, Math.floor((strings - symbols) / (is64 ? 24 : 16)));
}
