import { latin1, longestText } from '../bytes/reader.ts';

/** Reads numbers and names of WebAssembly from bytes, one after the other; NaN and undefined where they are cut off. */
export interface WasmBytes {
  readonly byte: () => number;
  /** LEB128 of up to 64 bits; what has more than 53 is only about right. */
  readonly number: () => number;
  /** A name, a character for each of its bytes; `utf8` makes it readable. */
  readonly name: () => string | undefined;
  /** How many bytes were read. */
  readonly at: () => number;
}

/** A reader of bytes. */
export function wasmBytes(bytes: Uint8Array): WasmBytes {
  let at = 0;
  const byte = () => bytes[at++] ?? Number.NaN;
  const number = () => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const next = byte();
      if (Number.isNaN(next)) return Number.NaN;
      value += (next & 0x7f) * 2 ** shift;
      if (next < 0x80) return value;
    }
    return Number.NaN;
  };
  return {
    byte,
    number,
    at: () => at,
    name: () => {
      const length = number();
      if (!(at + length <= bytes.length)) return undefined;
      at += length;
      return latin1(bytes.subarray(at - length, at).subarray(0, longestText));
    },
  };
}

/** Text of which each character is a byte of UTF-8; what is none stays as it is. */
export function utf8(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text;
  const quoted = text.replace(/[^\0-\x7f]|%/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
  try {
    return decodeURIComponent(quoted);
  } catch {
    return text;
  }
}
