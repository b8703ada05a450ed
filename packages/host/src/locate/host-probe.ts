import { packageManagers } from '@mkcross/composer';
import type { Host, VersionProbe } from '@mkcross/core';
import { downloaded, downloadSource, type Provision } from '../fetch/download-source.ts';
import type { LookupMachine } from '../lookup/lookup.ts';
import { pathOutside } from '../shell/state-folder.ts';
import type { System, Variables } from '../system.ts';

/** Looks up tools on one machine. Each program is run, and each file hashed, at most once for the same question. */
export interface HostProbe extends LookupMachine {
  /** The probe for tools of a plugin, by its id: of one that the user did not allow, nothing is run. */
  readonly ofPlugin: (id: string) => HostProbe;
  /** The machine as mkcross names it. */
  readonly host: Host;
  /** Whether anything exists at a path. */
  readonly exists: (path: string) => Promise<boolean>;
  /** Whether a program may depend on the name or folder by which it is called. */
  readonly dependsOnName: (path: string) => Promise<boolean>;
  /** Whether the program at a path may be run: where only questions are answered, no program of the project is. */
  readonly mayRun: (path: string) => Promise<boolean>;
  /** Everything that the program at a path prints; empty if it does not start, or may not be run. */
  readonly output: (path: string, args: readonly string[]) => Promise<string>;
  /**
   * The version of the program at a path, by the probe of its plugin or else the first number that `--version` prints;
   * undefined if there is no match.
   */
  readonly version: (path: string, probe: VersionProbe | undefined) => Promise<string | undefined>;
  /** The path of what was fetched, of the newest version in a series; undefined if it was not, or cannot be for this host. */
  readonly fetched: (provision: Provision | undefined, series: string | undefined) => Promise<string | undefined>;
  /** The SHA-256 hash of a file in lower-case hexadecimal. */
  readonly sha256: (path: string) => Promise<string>;
  /** The package manager that hints are given for; undefined if none of the known ones is installed. */
  readonly packageManager: string | undefined;
}

/** The package managers of systems, the most telling first: their programs, where these have other names. */
const managers: readonly string[] = [
  ...['apk', 'apt', 'dnf', 'pacman', 'zypper', 'xbps', 'emerge', 'pkg', 'guix', 'brew', 'port'].filter((name) =>
    packageManagers.includes(name),
  ),
  'nix',
];
const programsOf: Readonly<Record<string, string>> = { apt: 'apt-get', xbps: 'xbps-install' };

const commonProbe: VersionProbe = { args: ['--version'], pattern: String.raw`(?<![\w.])(\d+(?:\.\d+)*)` };

/** Programs that choose by the name they are called by what they do, or for which target. */
const byName = /^(busybox|ccache|clang|colorgcc|coreutils|distcc|icecc|lld|llvm|rustup|sccache|toybox|zig)/;

/** What a probe looks at. */
export interface ProbedMachine {
  readonly host: Host;
  readonly env: Variables;
  /** The folder of fetched programs. */
  readonly cache: string;
  /** What is not run. @default nothing */
  readonly untrusted?: Untrusted | undefined;
}

/** What belongs to a project whose user did not allow it to run anything. */
export interface Untrusted {
  /** Folders whose programs are not run, and that no variable names to those that are. */
  readonly folders: readonly string[];
  /** The ids of plugins whose tools are not run, wherever they are. */
  readonly plugins: ReadonlySet<string>;
}

/** A probe of the machine `system` for a user whose environment is `env`. */
export function hostProbe({ files, programs }: System, { host, env, cache, untrusted }: ProbedMachine): HostProbe {
  const path = pathOutside(env['PATH'] ?? '');
  const find = (command: string) => programs.find(path, command);
  const outside = untrusted === undefined ? env : outsideOf(untrusted.folders, env);
  const mayRun = once(async (program: string) => {
    if (untrusted === undefined) return true;
    const real = await files.realPath(program);
    return !untrusted.folders.some((folder) => isBelow(folder, program) || isBelow(folder, real));
  });
  const output = once(async (program: string, args: readonly string[]) =>
    (await mayRun(program)) ? programs.output(program, args, outside) : '',
  );
  const probe: HostProbe = {
    ofPlugin: (id) => (untrusted?.plugins.has(id) === true ? { ...probe, ...silent } : probe),
    host,
    env,
    files,
    find,
    exists: async (file) => (await files.status(file)) !== undefined,
    dependsOnName: once(async (program: string) => {
      const real = await files.realPath(program);
      return byName.test(real.slice(real.lastIndexOf('/') + 1)) || files.isScript(program);
    }),
    mayRun,
    output,
    version: async (program, probe) => {
      const { args, pattern } = probe ?? commonProbe;
      return new RegExp(pattern, 'm').exec(await output(program, args))?.[1];
    },
    fetched: async (provision, series) => {
      const source = downloadSource(provision, host);
      return source === undefined ? undefined : downloaded(files, cache, source, series);
    },
    sha256: once((file: string) => files.sha256(file)),
    packageManager: managers.find((name) => find(programsOf[name] ?? name) !== undefined),
  };
  return probe;
}

/** Runs nothing. */
const silent: Pick<HostProbe, 'mayRun' | 'output' | 'version'> = {
  mayRun: () => Promise.resolve(false),
  output: () => Promise.resolve(''),
  version: () => Promise.resolve(undefined),
};

const isBelow = (folder: string, path: string) => `${path}/`.startsWith(`${folder}/`);

/** An environment that names nothing of a project: programs could load it, or call programs of it. */
function outsideOf(project: readonly string[], env: Variables): Variables {
  const path = (env['PATH'] ?? '')
    .split(':')
    .filter((folder) => folder.startsWith('/') && !project.some((one) => isBelow(one, folder)));
  const kept = Object.entries(env).filter(([, value]) => !project.some((one) => value.includes(one)));
  return { ...Object.fromEntries(kept), PATH: path.join(':') };
}

/** Calls a function once for the same arguments, and remembers the result. */
function once<Arguments extends readonly unknown[], Result>(
  call: (...args: Arguments) => Promise<Result>,
): (...args: Arguments) => Promise<Result> {
  const results = new Map<string, Promise<Result>>();
  return (...args) => {
    const key = JSON.stringify(args);
    const before = results.get(key);
    if (before !== undefined) return before;
    const result = call(...args);
    results.set(key, result);
    return result;
  };
}
