/** The file system as mkcross reads it; paths are absolute. Errors are Node's, with their `code`. */
export interface Files {
  readonly read: (path: string) => Promise<string>;
  readonly exists: (path: string) => Promise<boolean>;
  /** What is at a path itself: a link is not followed. Undefined where nothing is. */
  readonly kind: (path: string) => Promise<FileKind | undefined>;
  /** Who owns a file or folder, links followed, and the device that it is on; undefined where nothing is. */
  readonly owner: (path: string) => Promise<{ readonly user: number; readonly device: number } | undefined>;
  /** What is in a folder, sorted by name; empty if it does not exist. */
  readonly list: (path: string) => Promise<readonly { readonly name: string; readonly kind: FileKind }[]>;
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
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EISDIR: 'it is a folder',
    ENOSPC: 'no space is left',
    ENOTDIR: 'a part of its path is not a folder',
    EPERM: 'not permitted',
    EROFS: 'the file system is read-only',
  };
  return reasons[errorCode(thrown) ?? ''] ?? message.split('\n', 1)[0] ?? message;
}
