import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ByteSource } from '@mkcross/inspect';

/** Headers are read in pieces that lie close together. */
const pageSize = 1 << 14;
/** A reader goes to and fro between a table and its names. */
const mostPages = 8;

/**
 * Gives `use` a file as a source that reads only what is asked for, and closes it. Throws what Node throws where the file
 * is not there, may not be read, or is no ordinary file (EISDIR, or EINVAL for a device or pipe).
 */
export function withFile<T>(path: string, use: (source: ByteSource) => T): T {
  const folder = dirname(path);
  return using(openOrdinary(path), (source) => use({ ...source, beside: filesBelow(folder) }));
}

interface OpenFile {
  readonly file: number;
  readonly size: number;
}

function using<T>({ file, size }: OpenFile, use: (source: ByteSource) => T): T {
  try {
    return use(pagedSource(file, size));
  } finally {
    closeSync(file);
  }
}

function openOrdinary(path: string): OpenFile {
  // A pipe without a writer would make the process wait.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const status = fstatSync(file);
  if (status.isFile()) return { file, size: status.size };
  closeSync(file);
  if (status.isDirectory()) throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' });
  throw Object.assign(new Error('it is no ordinary file'), { code: 'EINVAL' });
}

/** Files below a folder, as a thin archive names them. What it says of files elsewhere is not followed: anybody can have written it. */
const filesBelow =
  (folder: string): ByteSource['beside'] =>
  (path, use) => {
    if (path === '' || path.startsWith('/') || path.split('/').includes('..') || path.includes('\0')) return undefined;
    let open: OpenFile;
    try {
      open = openOrdinary(`${folder}/${path}`);
    } catch {
      return undefined;
    }
    return using(open, use);
  };

function pagedSource(file: number, size: number): ByteSource {
  const pages = new Map<number, Uint8Array>();
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
  const pageAt = (start: number) => {
    const page = pages.get(start) ?? fill(start, Math.min(pageSize, size - start));
    // The one that was of no use for longest is first.
    pages.delete(start);
    pages.set(start, page);
    for (const oldest of pages.keys()) {
      if (pages.size <= mostPages) break;
      pages.delete(oldest);
    }
    return page;
  };
  return {
    size,
    read: (offset, length) => {
      const wanted = Math.max(0, Math.min(length, size - offset));
      const within = offset % pageSize;
      if (within + wanted > pageSize) return fill(offset, wanted);
      return pageAt(offset - within).subarray(within, within + wanted);
    },
  };
}
