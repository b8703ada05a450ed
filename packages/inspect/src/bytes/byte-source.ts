/** Something with bytes, of which only what is asked for is read: a file, or bytes in memory. */
export interface ByteSource {
  /** In bytes. */
  readonly size: number;
  /** The bytes from `offset` on, at most `length`; fewer only at the end. Nothing before 0 or behind the end is asked for. */
  readonly read: (offset: number, length: number) => Uint8Array;
  /** Notes what a reader left out because of a limit of its own: `import table: more than 4096 DLLs`. @default not noted */
  readonly cut?: ((what: string) => void) | undefined;
  /**
   * Opens another file for `use`: a member of a thin archive. The path is relative to the folder of this file, and must not leave it.
   * Returns undefined if the file does not exist. @default no file can be opened
   */
  readonly beside?: (<T>(path: string, use: (source: ByteSource) => T) => T | undefined) | undefined;
}

/** Bytes in memory as a source. */
export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: (offset, length) => bytes.subarray(offset, offset + length),
});

/** A part of a source as one of its own. What lies outside of the whole is cut off. */
export function partOf(whole: ByteSource, offset: number, size: number): ByteSource {
  const start = Math.min(offset, whole.size);
  const length = Math.min(size, whole.size - start);
  const read: ByteSource['read'] = (from, wanted) => whole.read(start + from, Math.min(wanted, length - from));
  return { size: length, read, cut: whole.cut };
}

/** A source that gives up to `most` bytes in all, and nothing from then on. */
export interface LimitedSource extends ByteSource {
  /** Whether more was asked for than it gives. */
  readonly isSpent: () => boolean;
}

/** Limits how much is read of a source, whatever its own tables ask for. */
export function limited({ size, read, beside }: ByteSource, most: number): LimitedSource {
  let left = most;
  return {
    size,
    beside,
    read: (offset, length) => {
      left -= length;
      return left < 0 ? new Uint8Array(0) : read(offset, length);
    },
    isSpent: () => left < 0,
  };
}
