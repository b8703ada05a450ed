import { defineFinding, type FindingData } from '@mkcross/core';
import * as Type from 'typebox';

/** A tool that is nowhere on a machine. */
const missingTool = Type.Object({
  /** Those who need it: `zig/zig`. */
  tools: Type.Array(Type.String()),
  commands: Type.Array(Type.String()),
  why: Type.String(),
  /** Of the machine's own package manager. */
  packages: Type.Array(Type.String()),
  /** The versions that will do: `0.15`. */
  series: Type.Optional(Type.String()),
  fetchable: Type.Boolean(),
  instead: Type.Optional(Type.String()),
});

/** A tool that is nowhere on a machine. */
type MissingTool = FindingData<typeof missingTool>;

function missing({ tools, commands, why, series }: MissingTool): string {
  const version = series === undefined ? '' : ` in version ${series}`;
  const absent = commands.length > 1 ? `none of ${commands.join(', ')} is on PATH` : `no ${commands.join()} is on PATH`;
  return `${tools.join(' and ')} ${tools.length > 1 ? 'are' : 'is'} not on this machine: ${absent}${version}. ${why}`;
}

function toInstall({
  packages,
  fetchable,
  instead,
}: Omit<MissingTool, 'commands' | 'series' | 'tools' | 'why'>): string {
  if (fetchable) return 'Run "npx mkcross doctor --fix", which fetches it without root; or install it.';
  if (packages.length > 0)
    return `Install ${packages.join(' ')}; "npx mkcross doctor" has one line for all that is missing.`;
  return instead ?? 'Your package manager is not known to have it; "npx mkcross doctor" says how others install it.';
}

/** What can be wrong with a machine whose own toolchains are used, without Nix. */
export const hostFindings = {
  BASH_MISSING: defineFinding({
    code: 'BASH_MISSING',
    title: 'There is no bash',
    data: Type.Object({}),
    message: () => 'There is no bash on PATH, in which the programs of the shells are written.',
    hint: () => 'Install bash.',
  }),
  TOOL_MISSING: defineFinding({
    code: 'TOOL_MISSING',
    title: 'A tool that the targets need is not on this machine',
    data: missingTool,
    message: missing,
    hint: toInstall,
  }),
  TOOL_MISSING_OPTIONAL: defineFinding({
    code: 'TOOL_MISSING_OPTIONAL',
    severity: 'warning',
    title: 'A tool that some projects need is not on this machine',
    data: missingTool,
    message: missing,
    hint: (details) => `Nothing to do unless a build asks for it. ${toInstall(details)}`,
  }),
  LIBRARY_MISSING: defineFinding({
    code: 'LIBRARY_MISSING',
    title: 'A library that the targets need is not on this machine',
    data: Type.Object({
      library: Type.String(),
      why: Type.String(),
      packages: Type.Array(Type.String()),
      looked: Type.Array(Type.String()),
    }),
    message: ({ library, why, looked }) =>
      `${library} is not on this machine, neither in ${looked.join(' nor in ')}. ${why}`,
    hint: ({ packages }) => toInstall({ packages, fetchable: false }),
  }),
  FETCH_FAILED: defineFinding({
    code: 'FETCH_FAILED',
    title: 'A program could not be fetched',
    data: Type.Object({ package: Type.String(), url: Type.String(), reason: Type.String() }),
    message: ({ package: name, url, reason }) => `${name} could not be fetched from ${url}: ${reason}.`,
    hint: () => 'Try again when that is mended; what was there before is unchanged. PIP_INDEX_URL names another index.',
  }),
  FETCH_HASH_WRONG: defineFinding({
    code: 'FETCH_HASH_WRONG',
    title: 'What was fetched is not what was promised',
    data: Type.Object({ url: Type.String(), expected: Type.String(), found: Type.String() }),
    message: ({ url, expected, found }) =>
      `${url} has the SHA-256 hash ${found}, and should have ${expected}. It is thrown away.`,
    hint: () => 'Try again; if it stays so, the index or something on the way to it changes files.',
  }),
  FETCH_NOTHING_FITS: defineFinding({
    code: 'FETCH_NOTHING_FITS',
    title: 'A package has nothing for this machine',
    data: Type.Object({
      package: Type.String(),
      system: Type.String(),
      series: Type.Optional(Type.String()),
      url: Type.String(),
    }),
    message: ({ package: name, system, series, url }) =>
      `${url} lists no ${name}${series === undefined ? '' : ` ${series}`} for ${system}.`,
    hint: () => 'Ask for another version in mkcross.toml, or install it by other means.',
  }),
  LOCK_UNREADABLE: defineFinding({
    code: 'LOCK_UNREADABLE',
    title: 'The lock file is none',
    data: Type.Object({}),
    message: () => 'This is not what "mkcross doctor --lock" writes, or another version of it.',
    hint: () => 'Get it back from version control; or remove it and run: npx mkcross doctor --lock',
  }),
  LOCK_MISSING: defineFinding({
    code: 'LOCK_MISSING',
    title: 'There is no lock file to compare with',
    data: Type.Object({}),
    message: () => 'The project has no mkcross.lock, or none for machines like this one.',
    hint: () => 'Run: npx mkcross doctor --lock',
  }),
  LOCK_DIFFERS: defineFinding({
    code: 'LOCK_DIFFERS',
    severity: 'warning',
    title: 'A tool is not the one of the lock file',
    data: Type.Object({ tool: Type.String(), locked: Type.String(), here: Type.String() }),
    message: ({ tool, locked, here }) => `${tool} is ${locked} in mkcross.lock, and ${here} on this machine.`,
    hint: () =>
      'Install the one of the lock file; or, if this one shall be everybody’s, run: npx mkcross doctor --lock',
  }),
  LOCK_LACKS_TOOL: defineFinding({
    code: 'LOCK_LACKS_TOOL',
    severity: 'warning',
    title: 'A tool is not in the lock file',
    data: Type.Object({ tool: Type.String(), here: Type.String() }),
    message: ({ tool, here }) => `${tool}, which is ${here} on this machine, is not in mkcross.lock.`,
    hint: () => 'Run: npx mkcross doctor --lock',
  }),
  TOOL_OLD: defineFinding({
    code: 'TOOL_OLD',
    severity: 'warning',
    title: 'A tool is older than what serves everybody',
    data: Type.Object({ path: Type.String(), version: Type.String(), oldest: Type.String(), why: Type.String() }),
    message: ({ path, version, oldest, why }) => `${path} is version ${version}, older than ${oldest}. ${why}`,
    hint: ({ oldest }) => `Install version ${oldest} or later, where your system or its makers have one.`,
  }),
  TOOL_FAULTY: defineFinding({
    code: 'TOOL_FAULTY',
    severity: 'warning',
    title: 'A tool has a fault that builds will meet',
    data: Type.Object({ path: Type.String(), why: Type.String(), mend: Type.String() }),
    message: ({ path, why }) => `${path}: ${why}`,
    hint: ({ mend }) => mend,
  }),
  ENV_REACHES_ALL: defineFinding({
    code: 'ENV_REACHES_ALL',
    title: 'A variable of your own reaches every target',
    data: Type.Object({ name: Type.String(), value: Type.String() }),
    message: ({ name, value }) =>
      `${name} is set in your environment, to ${JSON.stringify(value)}: ${name.includes('RUSTFLAGS') ? 'it replaces the flags of every target, and of the host' : 'it is added to what is compiled for every target, and for the host'}.`,
    hint: ({ name }) => `Run "unset ${name}", and find the file of your shell that sets it.`,
  }),
  ENV_HYPHENATED: defineFinding({
    code: 'ENV_HYPHENATED',
    title: 'A variable of your own wins over the shell',
    data: Type.Object({ name: Type.String(), plain: Type.String() }),
    message: ({ name, plain }) =>
      `${name} is set in your environment; crates prefer it to ${plain}, which the shell sets.`,
    hint: ({ name }) =>
      `Run the command by: env -u ${name} …; shells do not set such names, so look for what starts yours.`,
  }),
  CARGO_CONFIG_UNREADABLE: defineFinding({
    code: 'CARGO_CONFIG_UNREADABLE',
    title: 'A cargo configuration is not valid TOML',
    data: Type.Object({}),
    message: () => 'This cargo configuration is not valid TOML.',
    hint: () => 'Run "cargo config get" or any cargo command: it names the line.',
  }),
  CARGO_CONFIG_INCLUDE: defineFinding({
    code: 'CARGO_CONFIG_INCLUDE',
    title: 'Cargo configuration includes a file that cannot be read',
    data: Type.Object({
      include: Type.String(),
      problem: Type.Union([Type.Literal('cycle'), Type.Literal('missing')]),
    }),
    message: ({ include, problem }) =>
      problem === 'cycle'
        ? `include = "${include}" is a cycle: that file includes this one.`
        : `include = "${include}" names a file that does not exist.`,
    hint: ({ include, problem }) =>
      problem === 'cycle'
        ? `Remove "${include}" from "include" here or in that file.`
        : `Create the file, or write: include = [{ path = "${include}", optional = true }]`,
  }),
  NIX_SHELL_FAILED: defineFinding({
    code: 'NIX_SHELL_FAILED',
    title: 'Nix cannot provide the shell',
    data: Type.Object({ reason: Type.String() }),
    message: ({ reason }) => `Nix cannot provide the shell of this project: ${reason}.`,
    hint: () =>
      'If nixpkgs cannot be reached, use the tools of this machine: add "--backend host", and run "npx mkcross doctor" to see what they lack.',
  }),
  CARGO_CONFIG_FORCES: defineFinding({
    code: 'CARGO_CONFIG_FORCES',
    title: 'A cargo configuration wins over the shell',
    data: Type.Object({ name: Type.String() }),
    message: ({ name }) => `[env] sets ${name} with force = true, over what the shell sets.`,
    hint: ({ name }) => `Remove ${name} there, or at least its "force".`,
  }),
  CARGO_CONFIG_FLAGS_LOST: defineFinding({
    code: 'CARGO_CONFIG_FLAGS_LOST',
    severity: 'warning',
    title: 'Flags of a cargo configuration are not used for some targets',
    data: Type.Object({ variables: Type.Array(Type.String()) }),
    message: ({ variables }) =>
      `[build] rustflags are not used where a target has flags of its own, and the shell sets ${variables.join(' and ')}.`,
    hint: () => 'Write them under [target.<triple>] rustflags instead: those are joined with the shell’s.',
  }),
  TOOLCHAIN_BROKEN: defineFinding({
    code: 'TOOLCHAIN_BROKEN',
    title: 'A toolchain of rustup’s does not start',
    data: Type.Object({ toolchain: Type.String(), path: Type.String() }),
    message: ({ toolchain, path }) =>
      `The toolchain ${toolchain} is installed, but ${path} does not start. What it was linked to may be gone, as after a garbage collection of Nix.`,
    hint: ({ toolchain }) =>
      `Run "npx mkcross run -- rustup toolchain uninstall ${toolchain}"; the next "npx mkcross run" installs it anew.`,
  }),
  PROXIES_MISSING: defineFinding({
    code: 'PROXIES_MISSING',
    title: 'rustup comes without its cargo and rustc',
    data: Type.Object({ rustup: Type.String(), missing: Type.Array(Type.String()) }),
    message: ({ rustup, missing: names }) =>
      `${rustup} stands without ${names.join(' and ')} beside it: those that are found elsewhere know nothing of its toolchains and targets.`,
    hint: () => 'Reinstall rustup: https://rustup.rs.',
  }),
  LIBRARY_ONLY_IN_NIX: defineFinding({
    code: 'LIBRARY_ONLY_IN_NIX',
    severity: 'warning',
    title: 'A library is named as Nix has it',
    data: Type.Object({ library: Type.String() }),
    message: ({ library }) => `${library} is a package of nixpkgs; without Nix nobody knows where it is.`,
    hint: () => 'Put it into a folder of the project and list that as well ("./vendor/windows"), or use --backend nix.',
  }),
  LIBRARY_FOLDER_MISSING: defineFinding({
    code: 'LIBRARY_FOLDER_MISSING',
    severity: 'warning',
    title: 'A folder of libraries is not there',
    data: Type.Object({ folder: Type.String() }),
    message: ({ folder }) =>
      `mkcross.toml lists the folder ${folder} for a target, which has no include, lib, lib/pkgconfig or bin.`,
    hint: ({ folder }) =>
      `Install the libraries of the target with ${folder} as their prefix; git has to have it too, for Nix.`,
  }),
} as const;
