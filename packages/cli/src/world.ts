import type { HostSystem } from '@mkcross/core';
import type { Start } from './start-process.ts';
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
  readonly machine: Machine;
  readonly colour: { readonly out: boolean; readonly err: boolean };
}

/** The machine as what is verified on it sees it. */
export interface Machine {
  /** Undefined on one that mkcross has no shells for. */
  readonly system: HostSystem | undefined;
  readonly env: Readonly<Record<string, string>>;
  /** Where on PATH a program is. */
  readonly find: (program: string) => string | undefined;
  /** Aborted by Ctrl-C and SIGTERM, once somebody asks for it. */
  readonly interruption: () => AbortSignal;
  /** Runs a program in the place of mkcross, and gives its exit code. */
  readonly start: (start: Start) => Promise<number>;
  /** Rewrites what it showed before; undefined where nobody watches. */
  readonly live: ((text: string) => void) | undefined;
}
