import type { PackageManager, Provision, VersionProbe } from '@mkcross/core';
import { fetchedProgram } from '../fetch/fetched-program.ts';
import { pathOutside } from '../shell/state-folder.ts';
import type { System, Variables } from '../system.ts';

/** Looks up tools on one machine. Each program is run, and each file hashed, at most once for the same question. */
export interface HostProbe {
  /** The absolute path of a program on PATH; folders of mkcross' own shells are skipped. */
  readonly find: (command: string) => string | undefined;
  readonly isFolder: (path: string) => Promise<boolean>;
  /** Whether anything exists at a path. */
  readonly exists: (path: string) => Promise<boolean>;
  /** Everything that the program at a path prints; empty if it does not start. */
  readonly output: (path: string, args: readonly string[]) => Promise<string>;
  /**
   * The version of the program at a path, by the probe of its plugin or else the first number that `--version` prints;
   * undefined if there is no match.
   */
  readonly version: (path: string, probe: VersionProbe | undefined) => Promise<string | undefined>;
  /** The path of a program that was fetched, of the newest version in a series; undefined if there is none. */
  readonly fetched: (provision: Provision, series: string | undefined) => Promise<string | undefined>;
  /** The SHA-256 hash of a file in lower-case hexadecimal. */
  readonly sha256: (path: string) => Promise<string>;
  /** The package manager that hints are given for; undefined if none of the known ones is installed. */
  readonly packageManager: PackageManager | 'nix' | undefined;
}

/** The programs by which package managers are recognised: those of the system first. */
const managers = [
  ['apk', 'apk'],
  ['apt', 'apt-get'],
  ['dnf', 'dnf'],
  ['pacman', 'pacman'],
  ['zypper', 'zypper'],
  ['brew', 'brew'],
  ['nix', 'nix'],
] as const;

const commonProbe: VersionProbe = { args: ['--version'], pattern: String.raw`(?<![\w.])(\d+(?:\.\d+)*)` };

/** A probe of the machine `system` for a user whose environment is `env`; `cache` is the folder of fetched programs. */
export function hostProbe({ files, programs }: System, env: Variables, cache: string): HostProbe {
  const path = pathOutside(env['PATH'] ?? '');
  const find = (command: string) => programs.find(path, command);
  const output = once((program: string, args: readonly string[]) => programs.output(program, args, env));
  return {
    find,
    isFolder: async (folder) => (await files.status(folder))?.kind === 'folder',
    exists: async (file) => (await files.status(file)) !== undefined,
    output,
    version: async (program, probe) => {
      const { args, pattern } = probe ?? commonProbe;
      return new RegExp(pattern, 'm').exec(await output(program, args))?.[1];
    },
    fetched: (provision, series) => fetchedProgram(files, cache, provision, series),
    sha256: once((file: string) => files.sha256(file)),
    packageManager: managers.find(([, command]) => find(command) !== undefined)?.[0],
  };
}

/** The same function, called once for the same arguments. */
function once<Args extends readonly unknown[], Result>(
  ask: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  const answers = new Map<string, Promise<Result>>();
  return (...args) => {
    const key = JSON.stringify(args);
    const answer = answers.get(key) ?? ask(...args);
    answers.set(key, answer);
    return answer;
  };
}
