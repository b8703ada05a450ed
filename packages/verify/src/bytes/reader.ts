import type { ByteSource } from './byte-source.ts';

/** Reads numbers of one byte order from a source, and says `undefined` of everything that lies outside of it. */
export interface Reader {
  readonly source: ByteSource;
  readonly little: boolean;
  /** A table or record of exactly `length` bytes. */
  readonly view: (offset: number, length: number) => DataView | undefined;
  /** Text in Latin-1 up to a NUL, at most `limit` bytes; undefined where no NUL comes by then. */
  readonly text: (offset: number, limit?: number) => string | undefined;
}

/** The longest name or path that is read. */
const longestText = 4096;

/** A reader of a source. */
export function readerOf(source: ByteSource, little: boolean): Reader {
  const bytes = (offset: number, length: number) =>
    Number.isSafeInteger(offset) && offset >= 0 && length >= 0 && offset + length <= source.size
      ? source.read(offset, length)
      : undefined;
  return {
    source,
    little,
    view: (offset, length) => {
      const found = bytes(offset, length);
      return found === undefined ? undefined : viewOf(found);
    },
    text: (offset, limit = longestText) => {
      const found = bytes(offset, Math.min(limit, source.size - offset));
      const end = found?.indexOf(0) ?? -1;
      return found === undefined || end < 0 ? undefined : latin1(found.subarray(0, end));
    },
  };
}

/** Bytes as a view. */
export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Bytes as text, one character each. */
export const latin1 = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};

/** Bytes as hexadecimal digits. */
export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** A 64-bit number as an offset or size; what no file is as long as is Infinity. */
export function wide(view: DataView, offset: number, little: boolean): number {
  const value = view.getBigUint64(offset, little);
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Infinity : Number(value);
}
