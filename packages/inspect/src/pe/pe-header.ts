import type { Reader } from '../bytes/reader.ts';
import { readPeSections, type PeSections } from './pe-sections.ts';

/** The headers of a PE file (Microsoft, "PE Format", https://learn.microsoft.com/windows/win32/debug/pe-format). */
export interface PeHeader {
  readonly machine: number;
  readonly characteristics: number;
  readonly is64: boolean;
  readonly imageBase: number;
  readonly subsystem: number;
  /** The oldest version of Windows, major and minor: `6.1`. */
  readonly subsystemVersion: string;
  readonly dllCharacteristics: number;
  /** Data directories: where tables are in memory. */
  readonly directories: readonly { readonly address: number; readonly size: number }[];
  readonly symbolCount: number;
  readonly sections: PeSections;
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
  const symbols = { offset: coff.getUint32(8, true), count: coff.getUint32(12, true), size: 18 };
  const sections = readPeSections(reader, at + 24 + optionalSize, coff.getUint16(2, true), symbols);
  if (sections === undefined) return undefined;
  return {
    machine: coff.getUint16(0, true),
    characteristics: coff.getUint16(18, true),
    is64,
    imageBase: is64 ? Number(optional.getBigUint64(24, true)) : optional.getUint32(28, true),
    subsystem: optional.getUint16(68, true),
    subsystemVersion: `${optional.getUint16(48, true)}.${optional.getUint16(50, true)}`,
    dllCharacteristics: optional.getUint16(70, true),
    directories: Array.from({ length: count }, (_, index) => ({
      address: optional.getUint32(tables + index * 8, true),
      size: optional.getUint32(tables + index * 8 + 4, true),
    })),
    symbolCount: symbols.offset === 0 ? 0 : symbols.count,
    sections,
  };
}
