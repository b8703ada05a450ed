import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa, type Options } from 'execa';
import { isThere } from './cache.ts';
import type { Testbed } from './testbed.ts';

/** A shell of a generated flake, and what to run in it. */
export interface Entry {
  /** The project, which holds flake.nix; the command is run here unless `folder` says otherwise. */
  readonly project: string;
  readonly folder?: string;
  readonly nixpkgs?: 'new' | 'old';
  /** @default 'default' */
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

/** The files that a generated flake is made of. */
const flakeFiles = ['flake.nix', 'rust-toolchain.toml', 'mkcross.toml'] as const;

/**
 * Runs a command in a shell of a project's flake by `nix develop`, over the testbed. Nix copies the folder of a flake
 * whole, so that the flake's files are given to it alone, without build outputs.
 */
export async function develop(
  testbed: Testbed,
  entry: Entry,
  options: Pick<Options, 'input' | 'stdio'> = {},
): Promise<Outcome> {
  const flake = await mkdtemp(join(tmpdir(), 'mkcross-flake-'));
  try {
    for (const file of flakeFiles)
      if (await isThere(join(entry.project, file))) await copyFile(join(entry.project, file), join(flake, file));
    const nixpkgs = testbed.nixpkgs[entry.nixpkgs ?? 'new'];
    const args = [
      'develop',
      `path:${flake}#${entry.shell ?? 'default'}`,
      '--override-input',
      'nixpkgs',
      `path:${nixpkgs}`,
      '-c',
      ...entry.command,
    ];
    const result = await execa('nix', args, {
      cwd: entry.folder ?? entry.project,
      env: { HOME: homedir(), TERM: 'dumb', ...testbed.env, ...entry.env },
      extendEnv: false,
      reject: false,
      ...options,
    });
    return { exitCode: result.exitCode ?? 128, stdout: textOf(result.stdout), stderr: textOf(result.stderr) };
  } finally {
    await rm(flake, { recursive: true, force: true });
  }
}

const textOf = (output: unknown) => (typeof output === 'string' ? output : '');
