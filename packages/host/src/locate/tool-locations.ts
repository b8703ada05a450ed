import type { LibraryDir } from '@mkcross/core';

/** Where on a machine the tools and libraries of a shell model are, by their qualified names: `rust-musl/cc`. */
export interface ToolLocations {
  readonly tools: Readonly<Record<string, ToolLocation>>;
  readonly libraries: Readonly<Record<string, LibraryLocation>>;
  /** The bash that runs scripts, absolute; undefined where PATH has none. */
  readonly bash: string | undefined;
}

/**
 * Where a tool is: on PATH, or in the cache after mkcross fetched it, or missing, with the message to print when it is
 * called. With `wrapper`, it is only called through that bash script.
 */
export type ToolLocation =
  | { readonly status: 'fetched'; readonly path: string }
  | { readonly status: 'missing'; readonly message: string }
  | { readonly status: 'on-path'; readonly path: string; readonly wrapper?: string };

/** Where a library is. */
export interface LibraryLocation {
  readonly status: 'found' | 'missing';
  /** Absolute folders; of a missing library, where it was expected first. */
  readonly dirs: Readonly<Partial<Record<LibraryDir, string>>>;
}
