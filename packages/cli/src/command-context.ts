import type { Files, Ownership, PluginSources } from '@mkcross/composer/node';
import type { Host } from '@mkcross/core';
import type { LockIo, System, WriteBase, Writer } from '@mkcross/host';
import type { Inspection } from '@mkcross/inspect';
import type { WrittenProject } from '@mkcross/host/node';
import type { Start } from './start-process.ts';

/** What a command reads and changes: everything outside this program comes through here. */
export interface CommandContext {
  readonly folder: string;
  readonly files: Files;
  /** What plugins are read from, besides the project. */
  readonly plugins: Pick<PluginSources, 'files' | 'own'>;
  /** Which of these files, below `root`, git leaves out; empty where there is no git. */
  readonly untracked: (root: string, files: readonly string[]) => Promise<readonly string[]>;
  /** The settings of a repository's own configuration. @default none */
  readonly repositorySettings?: (root: string) => Promise<readonly (readonly [key: string, value: string])[]>;
  /** Standard output for people. What came from outside is shown, and not obeyed by a terminal. */
  readonly out: (text: string) => void;
  /** Standard output for programs, of which every byte counts. @default out */
  readonly exact?: (text: string) => void;
  readonly err: (text: string) => void;
  readonly machine: ProcessInfo;
  readonly colour: { readonly out: boolean; readonly err: boolean };
  /** Whether nothing may be downloaded: the option `--offline`. @default false */
  readonly offline?: boolean;
}

/** This process, its terminal and its machine. */
export interface ProcessInfo extends Ownership {
  /** Undefined on a system that mkcross does not know. */
  readonly system: Host | undefined;
  readonly env: Readonly<Record<string, string>>;
  /** The folder of temporary files. */
  readonly temporary: string;
  /** What writes below a folder: all that commands write. */
  readonly writer: (base: WriteBase) => Writer;
  /** Reads the headers of a binary at an absolute path; `shown` is its path in findings. Throws what reading throws. */
  readonly inspect: (path: string, shown: string) => Inspection;
  /** What locks between processes use. */
  readonly lockIo: LockIo;
  /** The variables with bytes that are not UTF-8, which programs that are started would get in another form. */
  readonly undecodable: readonly string[];
  /** The absolute path of a program in the folders of `path`. @default PATH of `env` */
  readonly find: (program: string, path?: string) => string | undefined;
  /** Returns a signal that Ctrl-C and SIGTERM abort; without a call, they end the process. */
  readonly interruption: () => AbortSignal;
  /** Runs a program that has the terminal, and returns its exit code. */
  readonly start: (start: Start) => Promise<number>;
  /** Runs a program and returns what it prints; its standard error is passed on. */
  readonly capture: (start: Start) => Promise<{ readonly exitCode: number; readonly stdout: string }>;
  /** What the host backend uses of the machine. Loaded when needed, because it takes time to load. */
  readonly loadSystem: () => Promise<System>;
  /** Asks a yes-or-no question on the terminal; undefined if standard input or standard error is not a terminal. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
  /** Replaces the text that it showed before; undefined if there is no terminal. */
  readonly live: ((text: string) => void) | undefined;
}

/** The project at `root`, to write its files. */
export const projectToWrite = ({ files, machine }: CommandContext, root: string): WrittenProject => ({
  files,
  root,
  writer: machine.writer({ of: 'project', folder: root }),
});
