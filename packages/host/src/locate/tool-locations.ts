import type { LibraryDir } from '@mkcross/core';

/** Where on a machine the tools and libraries of a shell model are, by their keys in the model. */
export interface ToolLocations {
  readonly tools: Readonly<Record<string, ToolLocation>>;
  readonly libraries: Readonly<Record<string, LibraryLocation>>;
  /** The bash that runs scripts, absolute; undefined where PATH has none. */
  readonly bash: string | undefined;
}

/** Where a tool is: on the machine, or in the cache after mkcross fetched it, or missing, with the message to print when it is called. */
export type ToolLocation =
  | FoundTool
  | { readonly status: 'fetched'; readonly path: string }
  | { readonly status: 'missing'; readonly message: string };

/** A tool that was found on PATH or in a folder. */
export interface FoundTool {
  readonly status: 'found';
  readonly path: string;
  /** Bash that corrects the program's behaviour; the program is only called through it. */
  readonly wrapper?: string;
  /**
   * Whether the program may behave differently if it is called by another name or from another folder, such as a program that
   * chooses what to be by its name, or a script that looks for files beside itself. @default false
   */
  readonly dependsOnName?: true;
  /** Programs of `alsoProvides` that are next to it. */
  readonly beside?: readonly string[];
}

/** Where a library is. */
export interface LibraryLocation {
  readonly status: 'found' | 'missing';
  /** Absolute folders that exist. */
  readonly dirs: LibraryFolders;
  /** Absolute folders of the project that do not exist yet: where the library is expected. */
  readonly expected?: LibraryFolders;
}

/** Folders of a library by what they hold. */
export type LibraryFolders = Readonly<Partial<Record<LibraryDir, string>>>;
