import type { Reader } from '../bytes/reader.ts';

/** The headers of a PE file (Microsoft, "PE Format", https://learn.microsoft.com/windows/win32/debug/pe-format). */
export interface PeHeader {
  readonly machine: number;
  readonly characteristics: number;
  readonly is64: boolean;
  readonly imageBase: number;
  readonly subsystem: number;
  readonly dllCharacteristics: number;
  /** Data directories: where tables are in memory. */
  readonly directories: readonly { readonly address: number; readonly size: number }[];
  readonly symbolCount: number;
  readonly sections: readonly PeSection[];
}

/** A section header of PE and COFF. */
export interface PeSection {
  readonly name: string;
  readonly address: number;
  readonly memorySize: number;
  readonly offset: number;
  readonly fileSize: number;
}

/** Where the PE header of a program is, behind its DOS program; undefined where there is none. */
export function peOffset(reader: Reader): number | undefined {
  const dos = reader.view(0, 64);
  if (dos?.getUint16(0, true) !== 0x5a4d) return undefined;
  const at = dos.getUint32(60, true);
  return reader.view(at, 4)?.getUint32(0, true) === 0x4550 ? at : undefined;
}

/** The headers at an offset; undefined where they are cut off or are none. */
export function readPeHeader(reader: Reader, at: number): PeHeader | undefined {
  const coff = reader.view(at + 4, 20);
  if (coff === undefined) return undefined;
  const optionalSize = coff.getUint16(16, true);
  const optional = reader.view(at + 24, optionalSize);
  if (optional === undefined || optionalSize < 96) return undefined;
  const magic = optional.getUint16(0, true);
  const is64 = magic === 0x20b;
  if (!is64 && magic !== 0x10b) return undefined;
  const tables = is64 ? 112 : 96;
  if (optionalSize < tables) return undefined;
  const claimed = optional.getUint32(tables - 4, true);
  const count = Math.min(claimed, 16, Math.floor((optionalSize - tables) / 8));
  const sections = readPeSections(
    reader,
    at + 24 + optionalSize,
    coff.getUint16(2, true),
    coff.getUint32(8, true),
    coff.getUint32(12, true),
  );
  if (sections === undefined) return undefined;
  return {
    machine: coff.getUint16(0, true),
    characteristics: coff.getUint16(18, true),
    is64,
    imageBase: is64 ? Number(optional.getBigUint64(24, true)) : optional.getUint32(28, true),
    subsystem: optional.getUint16(68, true),
    dllCharacteristics: optional.getUint16(70, true),
    directories: Array.from({ length: count }, (_, index) => ({
      address: optional.getUint32(tables + index * 8, true),
      size: optional.getUint32(tables + index * 8 + 4, true),
    })),
    symbolCount: coff.getUint32(8, true) === 0 ? 0 : coff.getUint32(12, true),
    sections,
  };
}

/** Section headers, long names looked up in the string table behind the symbols; undefined where they are cut off. */
export function readPeSections(
  reader: Reader,
  at: number,
  count: number,
  symbols: number,
  symbolCount: number,
  symbolSize = 18,
): readonly PeSection[] | undefined {
  const table = reader.view(at, count * 40);
  if (table === undefined) return undefined;
  const strings = symbols + symbolCount * symbolSize;
  return Array.from({ length: count }, (_, index): PeSection => {
    const start = index * 40;
    const short = reader.text(at + start, 8) ?? latin(table, start, 8);
    const long = /^\/(\d+)$/.exec(short)?.[1];
    return {
      name: long === undefined || symbols === 0 ? short : (reader.text(strings + Number(long), 256) ?? short),
      memorySize: table.getUint32(start + 8, true),
      address: table.getUint32(start + 12, true),
      fileSize: table.getUint32(start + 16, true),
      offset: table.getUint32(start + 20, true),
    };
  });
}

const latin = (view: DataView, at: number, length: number) =>
  String.fromCharCode(...Array.from({ length }, (_, index) => view.getUint8(at + index)));

/** Where in the file an address in memory, relative to the image, is. */
export function peFileOffset(sections: readonly PeSection[], address: number): number | undefined {
  const section = sections.find((one) => address >= one.address && address < one.address + Math.max(one.fileSize, 1));
  return section === undefined ? undefined : section.offset + (address - section.address);
}
