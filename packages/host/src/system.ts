import type { UnpackedFile } from './fetch/fetched-record.ts';
import type { WriteBase, Writer } from './write/writer.ts';

/**
 * What the host backend uses of a machine. Everything outside this package's own data comes through these two interfaces,
 * so that tests can give a machine of their own; `@mkcross/host/node` has the real ones. Paths are absolute POSIX paths.
 */
export interface System {
  readonly files: FileSystem;
  /** What writes below a folder. */
  readonly writer: (base: WriteBase) => Writer;
  readonly programs: Programs;
  /** The user's home folder by the operating system's account, for where HOME is not set. */
  readonly home: string;
}

/**
 * Reads a file system. Reading what does not exist, or is in a folder that the user may not enter, is not an error; every other error is
 * Node's, with its `code`.
 */
export interface FileSystem {
  /** A file's text as UTF-8; undefined where there is no such file. */
  readonly read: (path: string) => Promise<string | undefined>;
  /** What a symbolic link contains; undefined where there is no link. */
  readonly readLink: (path: string) => Promise<string | undefined>;
  /** The names in a folder, sorted; empty where there is no such folder. */
  readonly list: (folder: string) => Promise<readonly string[]>;
  /** What is at a path, links followed; undefined where nothing is. */
  readonly status: (path: string) => Promise<FileStatus | undefined>;
  /** The absolute path of a file or folder without links; the path itself where nothing is. */
  readonly realPath: (path: string) => Promise<string>;
  /** Whether a file begins with `#!`; false where it cannot be read. */
  readonly isScript: (path: string) => Promise<boolean>;
  /** The program interpreter that an ELF file names; undefined for any other file. */
  readonly interpreter: (path: string) => Promise<string | undefined>;
  /** The SHA-256 hash of a file's bytes, in lower-case hexadecimal. */
  readonly sha256: (path: string) => Promise<string>;
  /** The SHA-256 hash of a text in UTF-8, in lower-case hexadecimal. */
  readonly textHash: (text: string) => Promise<string>;
  /** Everything in a folder that something was unpacked to: each file's hash, each link's target, by relative path. */
  readonly unpacked: (folder: string) => Promise<ReadonlyMap<string, UnpackedFile>>;
}

/** A file or folder. */
export interface FileStatus {
  readonly kind: 'file' | 'folder' | 'other';
  /** Changes whenever the content does: the size in bytes and the time of the last change in nanoseconds. */
  readonly version: string;
}

/** Programs that can be run. */
export interface Programs {
  /** The absolute path of an executable file in the folders of `path` (as `$PATH`); undefined where none has it. */
  readonly find: (path: string, program: string) => string | undefined;
  /** Everything that a program prints, standard error included; empty if it does not start. An error if the system can start none. */
  readonly output: (program: string, args: readonly string[], env: Variables) => Promise<string>;
  /** Runs a bash script that has the terminal, and writes its result to file descriptor 3. Its output goes to standard error. */
  readonly script: (bash: string, script: string, run: ScriptRun) => Promise<string>;
}

/** How a script is run. */
export interface ScriptRun {
  /** All of its variables. */
  readonly env: Variables;
  /** The working folder. */
  readonly folder: string;
}

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string>>;
