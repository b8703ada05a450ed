import type { LibraryDir } from '@mkcross/core';

/** Where on a machine the tools and libraries of a shell model are, by their qualified names: `rust-musl/cc`. */
export interface Places {
  readonly tools: Readonly<Record<string, ToolPlace>>;
  /** Absolute folders. */
  readonly libraries: Readonly<Record<string, Readonly<Partial<Record<LibraryDir, string>>>>>;
  /** The bash that scripts start with, absolute. */
  readonly bash: string;
}

/**
 * Where a tool is: on PATH, or in the cache, to which it was fetched; or nowhere. With `wrapper`, it is only called
 * through that bash.
 */
export type ToolPlace =
  | { readonly by: 'cache'; readonly path: string }
  | { readonly by: 'nobody'; readonly message: string }
  | { readonly by: 'path'; readonly path: string; readonly wrapper?: string };
