import type { Files } from '@mkcross/build-systems';
import type { Inspection } from '@mkcross/inspect';

/** What a verification uses of the machine. Paths are absolute. */
export interface VerifySystem {
  readonly files: VerifyFiles;
  /** Starts a program and waits for its end. Rejects only where the log cannot be written. */
  readonly start: (request: CommandRequest) => Promise<CommandResult>;
  /** Reads the headers of a binary; `shown` is its path in findings. */
  readonly inspect: (path: string, shown: string) => Inspection;
  /** A hash of a text that no other text has. */
  readonly hash: (text: string) => string;
  /** A word that was never used before, of letters and digits. */
  readonly randomWord: () => string;
  /** Seconds since some moment; never goes back. */
  readonly clock: () => number;
}

/** Files of the machine. */
export interface VerifyFiles extends Files {
  /** Replaces a file as a whole; its folder is created. */
  readonly write: (path: string, text: string) => Promise<void>;
  readonly makeFolder: (path: string) => Promise<void>;
  /** Removes a file or a folder with all in it, if it exists. */
  readonly remove: (path: string) => Promise<void>;
  /** A text that changes with a regular file, by its size, times and place; undefined if there is none. */
  readonly identity: (path: string) => Promise<string | undefined>;
  /** A hash of a file's content. */
  readonly contentHash: (path: string) => Promise<string>;
  /** Paths that match patterns relative to a folder, sorted. */
  readonly glob: (patterns: readonly string[], folder: string) => Promise<readonly string[]>;
}

/** What writes below a project: the part of a writer of `@mkcross/host` that a verification uses. */
export interface VerifyWriter {
  /** Replaces a file as a whole; its folder is created. */
  readonly write: (path: string, text: string) => Promise<void>;
  readonly makeFolder: (path: string) => Promise<void>;
  /** Removes a file or a folder with all in it, if it exists. */
  readonly removeFolder: (path: string) => Promise<void>;
}

/** The part of an AbortSignal that is used. */
export interface StopSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options: { readonly once: true }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** A program to start, and how it is watched. */
export interface CommandRequest {
  /** A path, or a name to look up on PATH of `env`. */
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  /** The whole environment of the program. */
  readonly env: Readonly<Record<string, string>>;
  /** Its standard input. @default empty */
  readonly input?: string;
  /** A file that gets all that it prints, except lines of JSON. */
  readonly log: string;
  /** Seconds after which it is stopped. */
  readonly limit: number;
  readonly signal: StopSignal;
  /** Whether lines of standard output that begin with "{" are for programs: kept out of log and tail. @default false */
  readonly printsJson?: boolean;
}

/** How a program ended. */
export interface CommandResult {
  readonly ended: Ending;
  /** What it printed on standard output; of programs that do not print JSON, the first megabyte. */
  readonly stdout: string;
  /** The first megabyte of its standard error. */
  readonly stderr: string;
  /** The last lines of all that it printed. */
  readonly tail: readonly string[];
  /** The last 20,000 characters of it. */
  readonly text: string;
}

/** `code` of its own, a `signal`, ended by mkcross (`limit`, `stopped`), or never started. */
export type Ending =
  | { readonly by: 'code'; readonly code: number }
  | { readonly by: 'limit' | 'stopped' }
  | { readonly by: 'missing'; readonly program: string }
  | { readonly by: 'signal'; readonly signal: string };
