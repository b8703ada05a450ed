import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ByteSource } from '../bytes/byte-source.ts';

/** Headers are read in pieces that lie close together. */
const pageSize = 1 << 14;

/**
 * Gives `use` a file as a source that reads only what is asked for, and closes it. Throws what Node throws where the file
 * is not there, may not be read, or is no ordinary file (EISDIR, or EINVAL for a device or pipe).
 */
export function withFile<T>(path: string, use: (source: ByteSource) => T): T {
  const file = openSync(path, 'r');
  try {
    const status = fstatSync(file);
    if (status.isDirectory()) throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' });
    if (!status.isFile()) throw Object.assign(new Error('it is no ordinary file'), { code: 'EINVAL' });
    return use(pagedSource(file, status.size));
  } finally {
    closeSync(file);
  }
}

function pagedSource(file: number, size: number): ByteSource {
  let start = 0;
  let page = new Uint8Array(0);
  const fill = (offset: number, length: number) => {
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const count = readSync(file, bytes, done, length - done, offset + done);
      if (count === 0) break;
      done += count;
    }
    return bytes.subarray(0, done);
  };
  return {
    size,
    read: (offset, length) => {
      const wanted = Math.max(0, Math.min(length, size - offset));
      if (wanted > pageSize) return fill(offset, wanted);
      if (offset < start || offset + wanted > start + page.length) {
        start = offset;
        page = fill(offset, Math.min(pageSize, size - offset));
      }
      return page.subarray(offset - start, offset - start + wanted);
    },
  };
}
