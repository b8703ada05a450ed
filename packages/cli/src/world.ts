import type { Files, ImportPackage } from '@mkcross/composer/node';

/** What a command may touch: everything outside this program comes through here. */
export interface World {
  readonly folder: string;
  readonly files: Files;
  /** Imports a package as the project in `root` would. */
  readonly importerFor: (root: string) => ImportPackage;
  /** Which of these files, below `root`, git leaves out; empty where there is no git. */
  readonly untracked: (root: string, files: readonly string[]) => Promise<readonly string[]>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly colour: { readonly out: boolean; readonly err: boolean };
}
