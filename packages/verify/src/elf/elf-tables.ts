import { wide, type Reader } from '../bytes/reader.ts';
import type { ElfHeader, Table } from './elf-header.ts';

/** A program header. */
export interface Segment {
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly address: number;
  readonly fileSize: number;
}

/** A section header. */
export interface Section {
  readonly name: string;
  readonly type: number;
  readonly offset: number;
  readonly size: number;
}

/** More records than any linker writes: a table that claims more is read up to here. */
const mostRecords = 100_000;

function records(reader: Reader, table: Table, size: number): readonly DataView[] | undefined {
  if (table.count === 0) return [];
  if (table.entrySize < size) return undefined;
  const count = Math.min(table.count, mostRecords);
  const whole = reader.view(table.offset, count * table.entrySize);
  if (whole === undefined) return undefined;
  return Array.from(
    { length: count },
    (_, index) => new DataView(whole.buffer, whole.byteOffset + index * table.entrySize, size),
  );
}

/** The program headers; undefined where they are not in the file. */
export function readSegments(reader: Reader, { is64, little, segments }: ElfHeader): readonly Segment[] | undefined {
  return records(reader, segments, is64 ? 56 : 32)?.map((view) => ({
    type: view.getUint32(0, little),
    flags: view.getUint32(is64 ? 4 : 24, little),
    offset: is64 ? wide(view, 8, little) : view.getUint32(4, little),
    address: is64 ? wide(view, 16, little) : view.getUint32(8, little),
    fileSize: is64 ? wide(view, 32, little) : view.getUint32(16, little),
  }));
}

/** The section headers, with as much of their names as can be read; undefined where they are not in the file. */
export function readSections(reader: Reader, header: ElfHeader): readonly Section[] | undefined {
  const { is64, little } = header;
  const found = records(reader, header.sections, is64 ? 64 : 40)?.map((view) => ({
    nameOffset: view.getUint32(0, little),
    type: view.getUint32(4, little),
    offset: is64 ? wide(view, 24, little) : view.getUint32(16, little),
    size: is64 ? wide(view, 32, little) : view.getUint32(20, little),
  }));
  if (found === undefined) return undefined;
  const names = found[header.namesIndex];
  return found.map(({ nameOffset, ...section }) => ({
    name: (names === undefined ? undefined : reader.text(names.offset + nameOffset, 256)) ?? '',
    ...section,
  }));
}

/** Where in the file an address is, as the loader sees it. */
export function fileOffset(segments: readonly Segment[], address: number): number | undefined {
  const load = segments.find((one) => one.type === 1 && address >= one.address && address < one.address + one.fileSize);
  return load === undefined ? undefined : load.offset + (address - load.address);
}
