import type { Finding, PackageManager } from '@mkcross/core';

/** What `mkcross doctor` found of a machine. */
export interface Examination {
  /** The machine's own; undefined if none of those known is there. */
  readonly packageManager: PackageManager | 'nix' | undefined;
  /** Every tool that the shell needs, those that are looked for alike as one. */
  readonly tools: readonly ExaminedTool[];
  readonly libraries: readonly ExaminedLibrary[];
  /** What installs all that is missing, by package manager; those that have none of it are left out. */
  readonly install: Readonly<Partial<Record<PackageManager | 'nix', string>>>;
  /** Whether mkcross.lock has tools of machines like this one, with which those here were compared. */
  readonly isLocked: boolean;
  readonly findings: readonly Finding[];
}

/** A tool on this machine. */
export interface ExaminedTool {
  /** By the plugins that need it: `zig/zig`. */
  readonly names: readonly string[];
  readonly why: string;
  /** `cache`: fetched by mkcross. */
  readonly place: 'cache' | 'missing' | 'path';
  readonly path: string | null;
  readonly version: string | null;
  /** The versions that will do: `0.15`, `8.13 or later`; null for any. */
  readonly wanted: string | null;
  /** That few projects need it. */
  readonly optional: boolean;
  /** Why it is called through a script of ours; null where it is not. */
  readonly wrapped: string | null;
}

/** A library on this machine. */
export interface ExaminedLibrary {
  readonly name: string;
  readonly why: string;
  readonly isThere: boolean;
  /** Absolute folders by what they hold: `include`, `lib`. */
  readonly folders: Readonly<Record<string, string>>;
}
