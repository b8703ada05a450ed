import { homedir } from 'node:os';
import { execa, type Options } from 'execa';
import { withFlakeFolder } from './flake-folder.ts';
import type { Shells } from './testbed.ts';

/** A shell of a generated flake, and what to run in it. */
export interface Entry {
  /** The project, which holds flake.nix; the command is run here unless `folder` says otherwise. */
  readonly project: string;
  readonly folder?: string;
  readonly nixpkgs?: 'new' | 'old';
  /** @default the shell that nix takes where none is named: `devShells.<system>.default`, or an older `devShell.<system>` */
  readonly shell?: string;
  readonly command: readonly [string, ...string[]];
  /** Variables of the user who enters. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What a command printed, and how it ended. */
export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in a shell of a project's flake by `nix develop`. */
export async function develop(
  shells: Shells,
  entry: Entry,
  options: Pick<Options, 'input' | 'stdio'> = {},
): Promise<Outcome> {
  return withFlakeFolder(entry.project, async (flake) => {
    const override = ['--override-input', 'nixpkgs', shells.nixpkgs[entry.nixpkgs ?? 'new']];
    const shell = entry.shell === undefined ? '' : `#${entry.shell}`;
    const args = ['develop', `path:${flake}${shell}`, ...override, '-c', ...entry.command];
    const result = await execa('nix', args, {
      cwd: entry.folder ?? entry.project,
      env: { HOME: homedir(), TERM: 'dumb', ...shells.env, ...entry.env },
      extendEnv: false,
      reject: false,
      ...options,
    });
    return { exitCode: result.exitCode ?? 128, stdout: textOf(result.stdout), stderr: textOf(result.stderr) };
  });
}

const textOf = (output: unknown) => (typeof output === 'string' ? output : '');
