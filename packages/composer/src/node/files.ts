import { systemCode, systemReason } from '@mkcross/core';

/** The file system as mkcross reads it; paths are absolute. Errors are Node's, with their `code`. */
export interface Files {
  /** The text of an ordinary file of a few megabytes, in UTF-8, without a byte order mark; anything else is an error. */
  readonly read: (path: string) => Promise<string>;
  /** As `read`, but with a byte order mark if there is one. */
  readonly readExactly: (path: string) => Promise<string>;
  /** Whether anything is at a path, links followed. */
  readonly exists: (path: string) => Promise<boolean>;
  /** What is at a path itself: a link is not followed. Undefined where nothing is. */
  readonly kind: (path: string) => Promise<FileKind | undefined>;
  /** Who owns a file or folder, links followed, and the device that it is on; undefined where nothing is. */
  readonly owner: (path: string) => Promise<{ readonly user: number; readonly device: number } | undefined>;
  /** What is in a folder, sorted by name; empty if it does not exist. */
  readonly list: (path: string) => Promise<readonly { readonly name: string; readonly kind: FileKind }[]>;
  /** The path without links. */
  readonly realPath: (path: string) => Promise<string>;
}

/** What is at a path. */
export type FileKind = 'file' | 'folder' | 'link' | 'other';

/** Node's `code` of a thrown value: `ENOENT`. */
export function errorCode(thrown: unknown): string | undefined {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string'
    ? thrown.code
    : undefined;
}

/** A thrown value in one line for people. */
export function errorReason(thrown: unknown): string {
  if (errorCode(thrown) === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'it is not text in UTF-8';
  const code = systemCode(thrown);
  if (code !== undefined) return systemReason(code);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return message.split('\n', 1)[0] ?? message;
}
