/** What is at a path itself: a link is not followed. */
export interface Entry {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  /** The user who owns it, as a number of the operating system. */
  readonly owner: number;
  /** The permission bits. */
  readonly mode: number;
}

/** What a {@link Writer} uses of a file system. Paths are absolute. Errors are Node's, with their `code`. */
export interface WriteIo {
  /** The users whose files are this user's: the user, and below sudo the one who called it. Undefined on systems without users. */
  readonly owners: readonly number[] | undefined;
  /** What is at a path; undefined where nothing is. */
  readonly entry: (path: string) => Promise<Entry | undefined>;
  /** The folder to which a path leads, links followed; undefined where nothing is. */
  readonly target: (path: string) => Promise<Entry | undefined>;
  /** The text of a file; a link at `path` is an error. */
  readonly read: (path: string) => Promise<string>;
  readonly readLink: (path: string) => Promise<string>;
  readonly list: (folder: string) => Promise<readonly string[]>;
  /** Makes a folder in one that exists; it may exist already. */
  readonly makeFolder: (path: string, mode: number) => Promise<void>;
  readonly setMode: (path: string, mode: number) => Promise<void>;
  /** Makes a file; fails where anything is at the path, also a link. */
  readonly create: (path: string, text: string, mode: number) => Promise<void>;
  readonly link: (path: string, target: string) => Promise<void>;
  /** Gives a file a second name; false where anything is at that path. Copies it, on file systems where files have one name only. */
  readonly linkFile: (path: string, second: string) => Promise<boolean>;
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Removes a file or link, if it exists. */
  readonly remove: (path: string) => Promise<void>;
  /** Removes a folder with all in it; links in it are removed, not followed. */
  readonly removeTree: (path: string) => Promise<void>;
  /** Removes a folder that is empty; any other is an error. */
  readonly removeEmptyFolder: (path: string) => Promise<void>;
  /** A UUID that no other process chooses or can guess. */
  readonly randomId: () => string;
  /** This process, as the number that others know it by. */
  readonly process: number;
  readonly isRunning: (process: number) => boolean;
}
