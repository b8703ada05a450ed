import type { Finding } from '@mkcross/core';

/** What `mkcross doctor` found on a machine. */
export interface Examination {
  /** The machine's own; undefined if none of the known ones is installed. */
  readonly packageManager: string | undefined;
  /** Every tool that the shell requires; tools that are looked up in the same way are one entry. */
  readonly tools: readonly ExaminedTool[];
  readonly libraries: readonly ExaminedLibrary[];
  /** The command that installs everything missing, by package manager; managers that have none of it are left out. */
  readonly install: Readonly<Record<string, string>>;
  /** Whether mkcross.lock has tools for this host system, which the tools here were compared with. */
  readonly isLocked: boolean;
  readonly findings: readonly Finding[];
}

/** A tool on this machine. */
export interface ExaminedTool {
  /** Keys in the model: `zig/zig`. */
  readonly names: readonly string[];
  readonly why: string;
  /** `cache`: fetched by mkcross; `path`: on PATH or in a folder. */
  readonly place: 'cache' | 'missing' | 'path';
  readonly path: string | null;
  readonly version: string | null;
  /** The versions that are accepted: `0.15`, `8.13 or later`; null for any. */
  readonly wanted: string | null;
  /** Whether only some projects need it. */
  readonly optional: boolean;
  /** Why it is called through a script of the plugin: the first comment of the script; null if it is not. */
  readonly wrapped: string | null;
}

/** A library on this machine. */
export interface ExaminedLibrary {
  readonly name: string;
  readonly why: string;
  readonly isThere: boolean;
  /** Absolute folders by their content: `include`, `lib`. */
  readonly folders: Readonly<Record<string, string>>;
}
