import { latin1, type Reader } from '../bytes/reader.ts';

/** A section header of PE and COFF. */
export interface PeSection {
  readonly name: string;
  readonly address: number;
  readonly memorySize: number;
  readonly offset: number;
  readonly fileSize: number;
}

/** The table of symbols, behind which the strings are. */
export interface SymbolTable {
  readonly offset: number;
  readonly count: number;
  /** Of a symbol, in bytes. */
  readonly size: number;
}

const headerSize = 40;

/** Section headers; undefined where they are cut off. */
export function readPeSections(
  reader: Reader,
  at: number,
  count: number,
  symbols: SymbolTable,
): readonly PeSection[] | undefined {
  const table = reader.view(at, count * headerSize);
  if (table === undefined) return undefined;
  const strings = symbols.offset === 0 ? undefined : symbols.offset + symbols.count * symbols.size;
  return Array.from({ length: count }, (_, index): PeSection => {
    const start = index * headerSize;
    const short = latin1(new Uint8Array(table.buffer, table.byteOffset + start, 8)).replace(/\0.*$/s, '');
    const long = strings === undefined ? undefined : longNameOffset(short);
    return {
      name: long === undefined || strings === undefined ? short : (reader.text(strings + long) ?? short),
      memorySize: table.getUint32(start + 8, true),
      address: table.getUint32(start + 12, true),
      fileSize: table.getUint32(start + 16, true),
      offset: table.getUint32(start + 20, true),
    };
  });
}

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Where the string table holds a name that is longer: `/4` in decimal; `//AAmJaA` in base 64, as LLVM writes what has more digits. */
function longNameOffset(name: string): number | undefined {
  const decimal = /^\/(\d+)$/.exec(name)?.[1];
  if (decimal !== undefined) return Number(decimal);
  const digits = /^\/\/([A-Za-z0-9+/]{6})$/.exec(name)?.[1];
  return digits === undefined ? undefined : [...digits].reduce((sum, digit) => sum * 64 + base64.indexOf(digit), 0);
}

/**
 * Sections with what they take of an image, the first 1,000: in the file they are filled up to a multiple, and zeros are
 * not in it at all.
 */
export const sizesInImage = (sections: readonly PeSection[]) =>
  sections.slice(0, 1000).map(({ name, fileSize, memorySize }) => ({
    name,
    size: fileSize === 0 || (memorySize > 0 && memorySize < fileSize) ? memorySize : fileSize,
  }));
