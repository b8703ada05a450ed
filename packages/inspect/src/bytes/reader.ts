import type { ByteSource } from './byte-source.ts';

/** Reads numbers of one byte order from a source, and says `undefined` of everything that lies outside of it. */
export interface Reader {
  readonly little: boolean;
  /** A table or record of exactly `length` bytes. */
  readonly view: (offset: number, length: number) => DataView | undefined;
  /** Text in Latin-1 up to a NUL, at most `limit` bytes (@default 4096); undefined where no NUL comes by then. */
  readonly text: (offset: number, limit?: number) => string | undefined;
  /** Notes what was left out because of a limit. What is left out unnoted would be taken for absent. */
  readonly cut: (what: string) => void;
}

/** The longest name or path that is read. */
export const longestText = 4096;
/** Most names are shorter. */
const usualText = 32;

/** A reader of a source. */
export function readerOf(source: ByteSource, little: boolean): Reader {
  return {
    little,
    view: (offset, length) => {
      if (!Number.isSafeInteger(offset) || offset < 0 || length < 0 || offset + length > source.size) return undefined;
      const found = source.read(offset, length);
      return found.length === length ? viewOf(found) : undefined;
    },
    text: (offset, limit = longestText) => textUpTo(source, offset, limit, [0]),
    cut: (what) => {
      source.cut?.(what);
    },
  };
}

/** Text in Latin-1 up to one of the bytes that end it, at most `limit` bytes; undefined where none comes by then. */
export function textUpTo(
  source: ByteSource,
  offset: number,
  limit: number,
  ends: readonly number[],
): string | undefined {
  if (!Number.isSafeInteger(offset) || offset < 0 || offset >= source.size) return undefined;
  const most = Math.min(limit, longestText, source.size - offset);
  for (let length = Math.min(usualText, most); ; length = Math.min(length * 2, most)) {
    const bytes = source.read(offset, length);
    const found = ends.map((end) => bytes.indexOf(end)).filter((at) => at >= 0);
    if (found.length > 0) return latin1(bytes.subarray(0, Math.min(...found)));
    if (length === most) return undefined;
  }
}

/** Bytes as a view. */
export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * Bytes, no more than the longest name, as text, one character each. Spread into a call they take four times as long; put
 * together one by one they stay a list of characters, which costs more to keep than to make.
 */
export const latin1 = (bytes: Uint8Array): string => String(Reflect.apply(String.fromCharCode, undefined, bytes));

/** Bytes as hexadecimal digits. */
export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** A 64-bit number as an offset or size. What no file is as long as is only about right. */
export const wide = (view: DataView, offset: number, little: boolean): number =>
  Number(view.getBigUint64(offset, little));
