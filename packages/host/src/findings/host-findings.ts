import { defineFinding, type FindingData } from '@mkcross/core';
import * as Type from 'typebox';
import { fetchFindings } from './fetch-findings.ts';
import { userSetupFindings } from './user-setup-findings.ts';
import { writeFindings } from './write-findings.ts';

/** How something that is missing can be installed. */
const installation = {
  /** Of the machine's own package manager. */
  packages: Type.Array(Type.String()),
  /** Whether mkcross can download it for this machine. */
  fetchable: Type.Boolean(),
  /** A command that installs it, where mkcross cannot download it: `npm install --global x`. */
  installer: Type.Optional(Type.String()),
  installNote: Type.Optional(Type.String()),
};

/** Tools of one package that were not found on a machine. */
const missingTools = Type.Object({
  /** Keys of the tools in the model: `zig/zig`. */
  tools: Type.Array(Type.String()),
  /** For each tool, the commands and paths by which it was looked up. */
  commands: Type.Array(Type.Array(Type.String())),
  why: Type.String(),
  /** What the version begins with: `0.15`. */
  series: Type.Optional(Type.String()),
  ...installation,
});

type MissingTools = FindingData<typeof missingTools>;
type Installation = Pick<MissingTools, keyof typeof installation>;

function missing({ commands, why, series }: MissingTools): string {
  const version = series === undefined ? '' : ` in version ${series}`;
  const names = commands.map((all) => all.map((one) => `"${one}"`).join(' or '));
  return `${names.join(', ')} ${names.length === 1 ? 'was' : 'were'} not found${version}. ${why}`;
}

function toInstall({ packages, fetchable, installer, installNote }: Installation): string {
  if (fetchable) return 'Run "npx mkcross doctor --fix" to download it without root, or install it.';
  if (packages.length > 0)
    return `Install ${packages.join(' ')}; "npx mkcross doctor" prints one command for all missing packages.`;
  if (installer !== undefined) return `Run "${installer}": mkcross does not support downloading this package yet.`;
  return (
    installNote ??
    'mkcross knows no package of it for this system; "npx mkcross doctor" prints the packages of other systems.'
  );
}

/** What can be wrong with a machine whose own toolchains are used, without Nix. */
export const hostFindings = {
  ...fetchFindings,
  ...userSetupFindings,
  ...writeFindings,
  BASH_MISSING: defineFinding({
    code: 'BASH_MISSING',
    title: 'There is no bash',
    cause: 'The programs of shells without Nix are bash scripts, and no bash is on PATH.',
    example: '$ PATH=/nonexistent npx mkcross run --backend host -- make',
    fix: 'Install bash with the package manager of the system.',
    data: Type.Object({}),
    message: () => 'bash is not on PATH; shells without Nix need it to run their programs.',
    hint: () => 'Install bash with the package manager of the system.',
  }),
  HOOKS_NOT_FINISHED: defineFinding({
    code: 'HOOKS_NOT_FINISHED',
    title: 'Hooks of the shell did not finish',
    cause:
      'The bash that runs the hooks of the shell did not start, or was ended by a signal such as SIGKILL when memory ran out.',
    example: '$ (ulimit -v 1000; npx mkcross run --backend host -- make)',
    fix: 'Check that the bash that the message names starts, and run the command again.',
    data: Type.Object({ bash: Type.String() }),
    message: ({ bash }) =>
      `The hooks of the shell did not finish: ${bash} did not start, or a signal ended it. The variables that they set are unknown.`,
    hint: ({ bash }) => `Check that "${bash} -c true" works, then run the command again.`,
  }),
  TOOL_MISSING: defineFinding({
    code: 'TOOL_MISSING',
    title: 'Tool not found',
    cause: 'A target of the project needs a program that is neither on PATH nor in the cache of mkcross.',
    example: '$ npx mkcross run --backend host -- make',
    fix: 'Install the program, or run "npx mkcross doctor --fix" where mkcross can download it.',
    data: missingTools,
    message: missing,
    hint: toInstall,
  }),
  TOOL_MISSING_OPTIONAL: defineFinding({
    code: 'TOOL_MISSING_OPTIONAL',
    severity: 'warning',
    title: 'Optional tool not found',
    cause: 'Some builds use a program that is neither on PATH nor in the cache of mkcross.',
    example: '$ npx mkcross doctor',
    fix: 'Install the program if a build of the project fails without it.',
    data: missingTools,
    message: missing,
    hint: (details) => `Ignore this unless a build fails without the tool. ${toInstall(details)}`,
  }),
  LIBRARY_MISSING: defineFinding({
    code: 'LIBRARY_MISSING',
    title: 'Library not found on this machine',
    cause: 'A target of the project needs a library or its headers, and none of the usual folders has it.',
    example: '$ npx mkcross doctor',
    fix: 'Install the package of the library with the package manager of the system.',
    data: Type.Object({
      library: Type.String(),
      why: Type.String(),
      looked: Type.Array(Type.String()),
      ...installation,
    }),
    message: ({ library, why, looked }) =>
      `${library} was not found${looked.length === 0 ? '' : ` in ${looked.join(' or ')}`}. ${why}`,
    hint: toInstall,
  }),
  HOST_UNTESTED: defineFinding({
    code: 'HOST_UNTESTED',
    severity: 'warning',
    title: 'Host on which mkcross is not tested',
    cause:
      'The tests of mkcross run on few kinds of machine. On others, tools can have other names or be in other places.',
    example: '$ npx mkcross doctor',
    fix: 'Nothing, if "npx mkcross verify" passes. Otherwise, report what fails.',
    data: Type.Object({ host: Type.String(), tested: Type.Array(Type.String()) }),
    message: ({ host, tested }) => `mkcross is not tested on ${host}, only on ${tested.join(', ')}.`,
    hint: () => 'Run "npx mkcross verify" to see whether your targets work here.',
  }),
  PROJECT_PATH_SPLIT: defineFinding({
    code: 'PROJECT_PATH_SPLIT',
    title: 'Path of the project is split by build systems',
    cause:
      'The path of the project and that of the cache of mkcross contain blanks or characters that shells treat specially. Build systems split or expand such paths in RUSTFLAGS and other variables.',
    example: '$ cd "/home/me/my project"\n$ MKCROSS_CACHE="/home/me/my cache" npx mkcross run --backend host -- make',
    fix: 'Set MKCROSS_CACHE to a folder without such characters in its path, or move the project.',
    data: Type.Object({ path: Type.String() }),
    message: ({ path }) =>
      `Build systems split or expand the path "${path}" in RUSTFLAGS and other variables, and the cache of mkcross has no path without blanks either.`,
    hint: () => 'Set MKCROSS_CACHE to a folder whose path consists of letters, digits, "-", "_" and "/".',
  }),
  LOCK_UNREADABLE: defineFinding({
    code: 'LOCK_UNREADABLE',
    title: 'Invalid lock file',
    cause:
      'mkcross.lock was edited by hand, has merge conflicts, or was written by an incompatible version of mkcross.',
    example: '# mkcross.lock\n<<<<<<< HEAD',
    fix: 'Restore the file from version control, or delete it and run "npx mkcross doctor --lock".',
    data: Type.Object({}),
    message: () => 'Invalid lock file: mkcross.lock is malformed or was written by an incompatible version of mkcross.',
    hint: () => 'Restore the file from version control, or delete it and run "npx mkcross doctor --lock".',
  }),
  LOCK_DIFFERS: defineFinding({
    code: 'LOCK_DIFFERS',
    severity: 'warning',
    title: 'Tool differs from the lock file',
    cause: 'The version or the hash of a tool on this machine is not the one in mkcross.lock.',
    example: '$ npx mkcross doctor --locked',
    fix: 'Install the locked version, or accept this one with "npx mkcross doctor --lock".',
    data: Type.Object({ tool: Type.String(), locked: Type.String(), here: Type.String() }),
    message: ({ tool, locked, here }) => `${tool} is ${here} on this machine, but ${locked} in mkcross.lock.`,
    hint: () => 'Install the locked version, or accept this one with "npx mkcross doctor --lock".',
  }),
  LOCK_LACKS_TOOL: defineFinding({
    code: 'LOCK_LACKS_TOOL',
    severity: 'warning',
    title: 'Tool is missing from the lock file',
    cause: 'The tool became necessary after mkcross.lock was written, for example for a new target.',
    example: '$ npx mkcross add target x86_64-pc-windows-gnu\n$ npx mkcross doctor',
    fix: 'Run "npx mkcross doctor --lock", and commit mkcross.lock.',
    data: Type.Object({ tool: Type.String(), here: Type.String() }),
    message: ({ tool, here }) => `mkcross.lock has no entry for ${tool}, which is ${here} on this machine.`,
    hint: () => 'Run "npx mkcross doctor --lock".',
  }),
  TOOL_OLD: defineFinding({
    code: 'TOOL_OLD',
    severity: 'warning',
    title: 'Tool is older than the minimum supported version',
    cause: 'The tool on PATH is older than the oldest version with which the plugin works.',
    example: '$ npx mkcross doctor',
    fix: 'Install a newer version of the tool.',
    data: Type.Object({ path: Type.String(), version: Type.String(), minimum: Type.String(), reason: Type.String() }),
    message: ({ path, version, minimum, reason }) =>
      `${path} is version ${version}; the minimum supported version is ${minimum}. ${reason}`,
    hint: ({ minimum }) => `Install version ${minimum} or later.`,
  }),
  TOOL_FAULTY: defineFinding({
    code: 'TOOL_FAULTY',
    severity: 'warning',
    title: 'Tool has a known bug that breaks builds',
    cause: 'The version of the tool on PATH has a bug that the plugin knows to break builds.',
    example: '$ npx mkcross doctor',
    fix: 'Install another version, or apply the workaround that the message names.',
    data: Type.Object({ path: Type.String(), why: Type.String(), fix: Type.String() }),
    message: ({ path, why }) => `${path}: ${why}`,
    hint: ({ fix }) => fix,
  }),
  NIX_SHELL_FAILED: defineFinding({
    code: 'NIX_SHELL_FAILED',
    title: 'Nix cannot provide the shell',
    cause: 'Nix failed to evaluate the flake, or could not download nixpkgs.',
    example: '$ npx mkcross doctor --backend nix',
    fix: 'Correct what Nix reports, or use the tools of this machine with "--backend host".',
    data: Type.Object({ reason: Type.String() }),
    message: ({ reason }) => `Nix cannot provide the shell of this project: ${reason}.`,
    hint: () =>
      'If nixpkgs cannot be reached, use the tools of this machine: add "--backend host", and run "npx mkcross doctor" to see what they lack.',
  }),
  LIBRARY_ONLY_IN_NIX: defineFinding({
    code: 'LIBRARY_ONLY_IN_NIX',
    severity: 'warning',
    title: 'Library is available only with Nix',
    cause: '"libraries" lists a package of nixpkgs, which shells without Nix cannot provide.',
    example: '# mkcross.toml\n[target.x86_64-pc-windows-gnu]\nlibraries = ["windows.pthreads"]',
    fix: 'List a folder of the project that has the library as well, or use the shell of Nix.',
    data: Type.Object({ library: Type.String() }),
    message: ({ library }) => `${library} is a package of nixpkgs, which the shell without Nix cannot provide.`,
    hint: () =>
      'List a folder of the project that has the library as well, such as "./vendor/windows", or use "--backend nix".',
  }),
  LIBRARY_FOLDER_MISSING: defineFinding({
    code: 'LIBRARY_FOLDER_MISSING',
    severity: 'warning',
    title: 'Library folder does not exist',
    cause: '"libraries" lists a folder that does not exist, or that has no include, lib, lib/pkgconfig or bin.',
    example: '# mkcross.toml\n[target.x86_64-pc-windows-gnu]\nlibraries = ["./vendor/windows"]',
    fix: 'Install the libraries with this folder as their prefix, or correct the path.',
    data: Type.Object({ folder: Type.String() }),
    message: ({ folder }) => `"libraries" lists the folder ${folder}, which has no include, lib, lib/pkgconfig or bin.`,
    hint: ({ folder }) => `Install the libraries with ${folder} as their prefix, and add them to git if you use Nix.`,
  }),
} as const;
