/** The file system as mkcross uses it; paths are absolute. Errors are Node's, with their `code`. */
export interface Files {
  readonly read: (path: string) => Promise<string>;
  readonly write: (path: string, text: string) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Makes a folder and those above it, where they are not there. */
  readonly makeFolder: (path: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  /** Removes a folder that is empty; any other is an error. */
  readonly removeFolder: (path: string) => Promise<void>;
  readonly exists: (path: string) => Promise<boolean>;
  /** What is at a path itself: a link is not followed. Undefined where nothing is. */
  readonly kind: (path: string) => Promise<FileKind | undefined>;
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
