import type { LibraryFolders, ToolLocations } from '../locate/tool-locations.ts';

/** Where a shell without Nix has what commands name: what `shellFill` of @mkcross/verify fills them in with. */
export interface ShellPaths {
  /** Whether a folder of PATH is one of such a shell; PATH has only that of the shell that was entered last. */
  readonly isOwn: (folder: string) => boolean;
  /** Tools where they were found, by their keys; those that are missing, or that are only called through a script of the shell, are left out. */
  readonly tools: Readonly<Record<string, string>>;
  /** Folders of libraries, by their keys. */
  readonly libraries: Readonly<Record<string, LibraryFolders>>;
}

/** The paths of a shell whose tools were looked up. */
export const shellPaths = ({ tools, libraries }: ToolLocations): ShellPaths => ({
  isOwn: isOfHostShell,
  tools: Object.fromEntries(
    Object.entries(tools).flatMap(([tool, location]) =>
      location.status === 'missing' || 'wrapper' in location ? [] : [[tool, location.path]],
    ),
  ),
  libraries: Object.fromEntries(Object.entries(libraries).map(([library, { dirs }]) => [library, dirs])),
});

/** Whether a folder is one of a shell without Nix, of any project. */
export const isOfHostShell = (folder: string): boolean => `${folder}/`.includes('/.mkcross/host/');
