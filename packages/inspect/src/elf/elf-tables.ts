import { wide, type Reader } from '../bytes/reader.ts';
import type { ElfHeader, Table } from './elf-header.ts';

/** A program header. */
export interface Segment {
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  /** Exact, for programs of an operating system's own lie at the end of 64 bits. */
  readonly address: bigint;
  readonly fileSize: number;
  readonly alignment: number;
}

/** A section header. */
export interface Section {
  readonly name: string;
  readonly type: number;
  readonly offset: number;
  readonly size: number;
}

/** More records than any linker writes: a table that claims more is read up to here. */
const mostRecords = 1_000_000;
/** How many records are read at once. */
const atOnce = 1024;

/** Calls `use` with each record of a table, which is at the second argument of the first; false where they are not in the file. */
function eachRecord(
  reader: Reader,
  table: Table,
  size: number,
  use: (view: DataView, at: number, index: number) => void,
): boolean {
  if (table.count === 0) return true;
  // Loaders take no other size.
  if (table.entrySize !== size || reader.view(table.offset + (table.count - 1) * size, size) === undefined)
    return false;
  const count = Math.min(table.count, mostRecords);
  if (count < table.count) reader.cut(`a table has more than ${mostRecords} records`);
  for (let first = 0; first < count; first += atOnce) {
    const some = Math.min(atOnce, count - first);
    const view = reader.view(table.offset + first * size, some * size);
    if (view === undefined) return false;
    for (let index = 0; index < some; index++) use(view, index * size, first + index);
  }
  return true;
}

/** The types of segments that are of interest here. */
export const segmentType = {
  load: 1,
  dynamic: 2,
  interp: 3,
  note: 4,
  gnuStack: 0x6474e551,
  gnuRelro: 0x6474e552,
} as const;
const interesting: ReadonlySet<number> = new Set(Object.values(segmentType));
/** Memory dumps have one for each mapping; of more, no loader is served. */
const mostSegments = 10_000;

/** The program headers of the types above; undefined where they are not in the file. */
export function readSegments(reader: Reader, { is64, little, segments }: ElfHeader): readonly Segment[] | undefined {
  const found: Segment[] = [];
  const inFile = eachRecord(reader, segments, is64 ? 56 : 32, (view, at) => {
    const type = view.getUint32(at, little);
    if (!interesting.has(type)) return;
    if (found.length >= mostSegments) {
      reader.cut(`there are more than ${mostSegments} program headers`);
      return;
    }
    const word = (at32: number, at64: number) =>
      is64 ? wide(view, at + at64, little) : view.getUint32(at + at32, little);
    found.push({
      type,
      flags: view.getUint32(at + (is64 ? 4 : 24), little),
      offset: word(4, 8),
      address: is64 ? view.getBigUint64(at + 16, little) : BigInt(view.getUint32(at + 8, little)),
      fileSize: word(16, 32),
      alignment: word(28, 48),
    });
  });
  return inFile ? found : undefined;
}

/** Calls `use` with each section, with as much of its name as can be read; false where their headers are not in the file. */
export function eachSection(reader: Reader, header: ElfHeader, use: (section: Section) => void): boolean {
  const { is64, little, sections, namesIndex } = header;
  const size = is64 ? 64 : 40;
  const placeOf = (view: DataView, at: number) =>
    is64
      ? { offset: wide(view, at + 24, little), size: wide(view, at + 32, little) }
      : { offset: view.getUint32(at + 16, little), size: view.getUint32(at + 20, little) };
  const namesHeader = namesIndex < sections.count ? reader.view(sections.offset + namesIndex * size, size) : undefined;
  const names = namesHeader === undefined ? undefined : placeOf(namesHeader, 0);
  return eachRecord(reader, sections, size, (view, at) => {
    const nameOffset = view.getUint32(at, little);
    use({
      name: (names === undefined ? undefined : reader.text(names.offset + nameOffset)) ?? '',
      type: view.getUint32(at + 4, little),
      ...placeOf(view, at),
    });
  });
}

const pageSize = 4096n;

/**
 * Whether two segments that are loaded share a page of memory and are apart in the file: loaders map whole pages, so that one of them is not
 * there as the headers say.
 */
export function overlap(segments: readonly Segment[]): boolean {
  const loads = segments
    .filter(({ type, fileSize }) => type === segmentType.load && fileSize > 0)
    .toSorted((a, b) => Number(a.address - b.address));
  let end = 0n;
  let before: bigint | undefined;
  return loads.some(({ address, offset, fileSize }) => {
    const distance = address - BigInt(offset);
    const isOver = before !== undefined && distance !== before && address / pageSize < (end + pageSize - 1n) / pageSize;
    const last = address + BigInt(fileSize);
    if (last > end) end = last;
    before = distance;
    return isOver;
  });
}

/** Where in the file an address is, as the loader sees it, which maps a later segment over an earlier one. */
export function fileOffset(segments: readonly Segment[], address: bigint): number | undefined {
  const load = segments.findLast(
    (one) => one.type === segmentType.load && address >= one.address && address < one.address + BigInt(one.fileSize),
  );
  return load === undefined ? undefined : load.offset + Number(address - load.address);
}
