/** Something with bytes, of which only what is asked for is read: a file, or bytes in memory. */
export interface ByteSource {
  /** In bytes. */
  readonly size: number;
  /** The bytes from `offset` on, at most `length`; fewer only at the end. Nothing before 0 or behind the end is asked for. */
  readonly read: (offset: number, length: number) => Uint8Array;
}

/** Bytes in memory as a source. */
export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: (offset, length) => bytes.subarray(offset, offset + length),
});

/** A part of a source as one of its own. What lies outside of the whole is cut off. */
export function partOf(whole: ByteSource, offset: number, size: number): ByteSource {
  const end = Math.min(whole.size, offset + size);
  return {
    size: Math.max(0, end - offset),
    read: (from, length) => whole.read(offset + from, Math.min(length, end - offset - from)),
  };
}
