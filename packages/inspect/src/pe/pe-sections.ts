import { latin1, type Reader } from '../bytes/reader.ts';

/** A section header of PE and COFF. */
interface PeSection {
  readonly name: string;
  readonly memorySize: number;
  readonly fileSize: number;
}

/** All sections of a file. */
export interface PeSections {
  /** The first 1,000. */
  readonly named: readonly PeSection[];
  /** DWARF, or the types of CodeView. */
  readonly hasDebugInfo: boolean;
  /** Where in the file an address in memory, relative to the image, is; undefined for what is not in the file. */
  readonly offsetOf: (address: number) => number | undefined;
}

/** The table of symbols, behind which the strings are. */
export interface SymbolTable {
  readonly offset: number;
  readonly count: number;
  /** Of a symbol, in bytes. */
  readonly size: number;
}

const headerSize = 40;
const mostNamed = 1000;
const slash = 0x2f;

/** Section headers; undefined where they are cut off. */
export function readPeSections(
  reader: Reader,
  at: number,
  count: number,
  symbols: SymbolTable,
): PeSections | undefined {
  const table = reader.view(at, count * headerSize);
  if (table === undefined) return undefined;
  const strings = symbols.offset === 0 ? undefined : symbols.offset + symbols.count * symbols.size;
  const word = (index: number, place: number) => table.getUint32(index * headerSize + place, true);
  const nameOf = (index: number) => {
    const short = latin1(new Uint8Array(table.buffer, table.byteOffset + index * headerSize, 8)).replace(/\0.*$/s, '');
    const long = strings === undefined ? undefined : longNameOffset(short);
    return long === undefined || strings === undefined ? short : (reader.text(strings + long) ?? short);
  };
  const named = Array.from({ length: Math.min(count, mostNamed) }, (_, index): PeSection => ({
    name: nameOf(index),
    memorySize: word(index, 8),
    fileSize: word(index, 16),
  }));
  let hasDebugInfo = named.some(({ name }) => isDebugInfo(name));
  // Of all others, only long names can be of interest.
  for (let index = mostNamed; index < count && !hasDebugInfo; index++)
    hasDebugInfo = table.getUint8(index * headerSize) === slash && isDebugInfo(nameOf(index));
  return { named, hasDebugInfo, offsetOf: (address) => offsetIn(table, count, address) };
}

// Every object of clang's has `.debug$S`; types are there only where they were asked for.
const isDebugInfo = (name: string) => /^\.z?debug_info|^\.debug\$T/.test(name);

/** Sections are in the order of their addresses, as loaders want them. */
function offsetIn(table: DataView, count: number, address: number): number | undefined {
  const word = (index: number, place: number) => table.getUint32(index * headerSize + place, true);
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (word(middle, 12) <= address) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return undefined;
  const [start, fileSize, offset] = [word(low - 1, 12), word(low - 1, 16), word(low - 1, 20)];
  return address < start + fileSize ? offset + (address - start) : undefined;
}

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Where the string table holds a name that is longer: `/4` in decimal; `//AAmJaA` in base 64, as LLVM writes what has more digits. */
function longNameOffset(name: string): number | undefined {
  if (!name.startsWith('/')) return undefined;
  const decimal = /^\/(\d+)$/.exec(name)?.[1];
  if (decimal !== undefined) return Number(decimal);
  const digits = /^\/\/([A-Za-z0-9+/]{6})$/.exec(name)?.[1];
  return digits === undefined ? undefined : [...digits].reduce((sum, digit) => sum * 64 + base64.indexOf(digit), 0);
}

/**
 * Sections with what they take of an image: in the file they are filled up to a multiple, and zeros are not in it at all.
 */
export const sizesInImage = ({ named }: PeSections) =>
  named.map(({ name, fileSize, memorySize }) => ({
    name,
    size: fileSize === 0 || (memorySize > 0 && memorySize < fileSize) ? memorySize : fileSize,
  }));
