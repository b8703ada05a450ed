import type { Place } from '@mkcross/core';

/** A path of keys and indices into a document. */
export type DocumentPath = readonly (number | string)[];

/** Where the parts of a document are: the file, and positions by JSON Pointer (RFC 6901), such as `/target/x86_64-pc-windows-gnu/env/A`. */
export interface Places {
  readonly file: string;
  readonly positions: Readonly<Record<string, { readonly line: number; readonly column: number }>>;
}

/** A path as a JSON Pointer (RFC 6901). */
export function pointerOf(path: DocumentPath): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Where the value at a path is, or the nearest part around it that has a position. */
export function placeAt({ file, positions }: Places, path: DocumentPath): Place {
  for (let length = path.length; length >= 0; length -= 1) {
    const found = positions[pointerOf(path.slice(0, length))];
    if (found !== undefined) return { file, ...found };
  }
  return { file };
}
