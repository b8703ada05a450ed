import { readerOf, wide, type Reader } from '../bytes/reader.ts';
import type { ByteSource } from '../bytes/byte-source.ts';

/** The header of an ELF file (System V gABI, chapter 4), and where its tables are. */
export interface ElfHeader {
  readonly is64: boolean;
  readonly little: boolean;
  readonly osAbi: number;
  readonly type: number;
  readonly machine: number;
  readonly segments: Table;
  readonly sections: Table;
  /** The section that holds the names of sections. */
  readonly namesIndex: number;
}

/** A table in a file: `count` records of `entrySize` bytes. */
export interface Table {
  readonly offset: number;
  readonly entrySize: number;
  readonly count: number;
}

/** The header; undefined where the file ends in it or its first bytes are not what the gABI says. */
export function readElfHeader(source: ByteSource): { header: ElfHeader; reader: Reader } | undefined {
  const ident = source.read(0, Math.min(16, source.size));
  const [, , , , elfClass, data, , osAbi = 0] = ident;
  if (ident.length < 16 || (elfClass !== 1 && elfClass !== 2) || (data !== 1 && data !== 2)) return undefined;
  const is64 = elfClass === 2;
  const little = data === 1;
  const reader = readerOf(source, little);
  const view = reader.view(0, is64 ? 64 : 52);
  if (view === undefined) return undefined;
  const half = (offset: number) => view.getUint16(offset, little);
  const offsetAt = (at32: number, at64: number) => (is64 ? wide(view, at64, little) : view.getUint32(at32, little));
  const last = is64 ? 52 : 40;
  const sectionTable = { offset: offsetAt(32, 40), entrySize: half(last + 6) };
  // Numbers that a half does not hold stand in the first section header.
  const first = sectionTable.offset === 0 ? undefined : reader.view(sectionTable.offset, is64 ? 64 : 40);
  const inFirst = (value: number, escape: number, at32: number, at64: number) =>
    value !== escape || first === undefined ? value : first.getUint32(is64 ? at64 : at32, little);
  return {
    reader,
    header: {
      is64,
      little,
      osAbi,
      type: half(16),
      machine: half(18),
      segments: { offset: offsetAt(28, 32), entrySize: half(last + 2), count: inFirst(half(last + 4), 0xffff, 28, 44) },
      sections: { ...sectionTable, count: sectionTable.offset === 0 ? 0 : inFirst(half(last + 8), 0, 20, 32) },
      namesIndex: inFirst(half(last + 10), 0xffff, 24, 40),
    },
  };
}
