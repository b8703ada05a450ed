import { defineFinding } from './finding.ts';

/** A tool that is nowhere on a machine. */
export interface MissingTool {
  /** Those who need it: `zig/zig`. */
  readonly tools: readonly string[];
  readonly commands: readonly string[];
  readonly why: string;
  /** Of the machine's own package manager. */
  readonly packages: readonly string[];
  /** The versions that will do: `0.15`. */
  readonly series: string | undefined;
  readonly fetchable: boolean;
  readonly instead?: string | undefined;
}

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
  BASH_MISSING: defineFinding<object>('BASH_MISSING', {
    title: 'There is no bash',
    message: () => 'There is no bash on PATH, in which the programs of the shells are written.',
    hint: () => 'Install bash.',
  }),
  TOOL_MISSING: defineFinding<MissingTool>('TOOL_MISSING', {
    title: 'A tool that the targets need is not on this machine',
    message: missing,
    hint: toInstall,
  }),
  TOOL_MISSING_OPTIONAL: defineFinding<MissingTool>('TOOL_MISSING_OPTIONAL', {
    title: 'A tool that some projects need is not on this machine',
    severity: 'warning',
    message: missing,
    hint: (details) => `Nothing to do unless a build asks for it. ${toInstall(details)}`,
  }),
  LIBRARY_MISSING: defineFinding<{
    readonly library: string;
    readonly why: string;
    readonly packages: readonly string[];
    readonly looked: readonly string[];
  }>('LIBRARY_MISSING', {
    title: 'A library that the targets need is not on this machine',
    message: ({ library, why, looked }) =>
      `${library} is not on this machine, neither in ${looked.join(' nor in ')}. ${why}`,
    hint: ({ packages }) => toInstall({ packages, fetchable: false }),
  }),
  FETCH_FAILED: defineFinding<{ readonly package: string; readonly url: string; readonly reason: string }>(
    'FETCH_FAILED',
    {
      title: 'A program could not be fetched',
      message: ({ package: name, url, reason }) => `${name} could not be fetched from ${url}: ${reason}.`,
      hint: () =>
        'Try again when that is mended; what was there before is unchanged. PIP_INDEX_URL names another index.',
    },
  ),
  FETCH_HASH_WRONG: defineFinding<{ readonly url: string; readonly expected: string; readonly found: string }>(
    'FETCH_HASH_WRONG',
    {
      title: 'What was fetched is not what was promised',
      message: ({ url, expected, found }) =>
        `${url} has the SHA-256 hash ${found}, and should have ${expected}. It is thrown away.`,
      hint: () => 'Try again; if it stays so, the index or something on the way to it changes files.',
    },
  ),
  FETCH_NOTHING_FITS: defineFinding<{
    readonly package: string;
    readonly system: string;
    readonly series: string | undefined;
    readonly url: string;
  }>('FETCH_NOTHING_FITS', {
    title: 'A package has nothing for this machine',
    message: ({ package: name, system, series, url }) =>
      `${url} lists no ${name}${series === undefined ? '' : ` ${series}`} for ${system}.`,
    hint: () => 'Ask for another version in mkcross.toml, or install it by other means.',
  }),
  LOCK_UNREADABLE: defineFinding<object>('LOCK_UNREADABLE', {
    title: 'The lock file is none',
    message: () => 'This is not what "mkcross doctor --lock" writes, or another version of it.',
    hint: () => 'Get it back from version control; or remove it and run: npx mkcross doctor --lock',
  }),
  LOCK_MISSING: defineFinding<object>('LOCK_MISSING', {
    title: 'There is no lock file to compare with',
    message: () => 'The project has no mkcross.lock, or none for machines like this one.',
    hint: () => 'Run: npx mkcross doctor --lock',
  }),
  LOCK_DIFFERS: defineFinding<{ readonly tool: string; readonly locked: string; readonly here: string }>(
    'LOCK_DIFFERS',
    {
      title: 'A tool is not the one of the lock file',
      severity: 'warning',
      message: ({ tool, locked, here }) => `${tool} is ${locked} in mkcross.lock, and ${here} on this machine.`,
      hint: () =>
        'Install the one of the lock file; or, if this one shall be everybody’s, run: npx mkcross doctor --lock',
    },
  ),
  LOCK_LACKS_TOOL: defineFinding<{ readonly tool: string; readonly here: string }>('LOCK_LACKS_TOOL', {
    title: 'A tool is not in the lock file',
    severity: 'warning',
    message: ({ tool, here }) => `${tool}, which is ${here} on this machine, is not in mkcross.lock.`,
    hint: () => 'Run: npx mkcross doctor --lock',
  }),
  TOOL_OLD: defineFinding<{
    readonly path: string;
    readonly version: string;
    readonly oldest: string;
    readonly why: string;
  }>('TOOL_OLD', {
    title: 'A tool is older than what serves everybody',
    severity: 'warning',
    message: ({ path, version, oldest, why }) => `${path} is version ${version}, older than ${oldest}. ${why}`,
    hint: ({ oldest }) => `Install version ${oldest} or later, where your system or its makers have one.`,
  }),
  TOOL_FAULTY: defineFinding<{ readonly path: string; readonly why: string; readonly mend: string }>('TOOL_FAULTY', {
    title: 'A tool has a fault that builds will meet',
    severity: 'warning',
    message: ({ path, why }) => `${path}: ${why}`,
    hint: ({ mend }) => mend,
  }),
  ENV_REACHES_ALL: defineFinding<{ readonly name: string; readonly value: string }>('ENV_REACHES_ALL', {
    title: 'A variable of your own reaches every target',
    message: ({ name, value }) =>
      `${name} is set in your environment, to ${JSON.stringify(value)}: ${name.includes('RUSTFLAGS') ? 'it replaces the flags of every target, and of the host' : 'it is added to what is compiled for every target, and for the host'}.`,
    hint: ({ name }) => `Run "unset ${name}", and find the file of your shell that sets it.`,
  }),
  ENV_HYPHENATED: defineFinding<{ readonly name: string; readonly plain: string }>('ENV_HYPHENATED', {
    title: 'A variable of your own wins over the shell',
    message: ({ name, plain }) =>
      `${name} is set in your environment; crates prefer it to ${plain}, which the shell sets.`,
    hint: ({ name }) =>
      `Run the command by: env -u ${name} …; shells do not set such names, so look for what starts yours.`,
  }),
  CARGO_CONFIG_UNREADABLE: defineFinding<object>('CARGO_CONFIG_UNREADABLE', {
    title: 'A cargo configuration is not valid TOML',
    message: () => 'This cargo configuration is not valid TOML.',
    hint: () => 'Run "cargo config get" or any cargo command: it names the line.',
  }),
  CARGO_CONFIG_FORCES: defineFinding<{ readonly name: string }>('CARGO_CONFIG_FORCES', {
    title: 'A cargo configuration wins over the shell',
    message: ({ name }) => `[env] sets ${name} with force = true, over what the shell sets.`,
    hint: ({ name }) => `Remove ${name} there, or at least its "force".`,
  }),
  CARGO_CONFIG_FLAGS_LOST: defineFinding<{ readonly variables: readonly string[] }>('CARGO_CONFIG_FLAGS_LOST', {
    title: 'Flags of a cargo configuration are not used for some targets',
    severity: 'warning',
    message: ({ variables }) =>
      `[build] rustflags are not used where a target has flags of its own, and the shell sets ${variables.join(' and ')}.`,
    hint: () => 'Write them under [target.<triple>] rustflags instead: those are joined with the shell’s.',
  }),
  TOOLCHAIN_BROKEN: defineFinding<{ readonly toolchain: string; readonly path: string }>('TOOLCHAIN_BROKEN', {
    title: 'A toolchain of rustup’s does not start',
    message: ({ toolchain, path }) =>
      `The toolchain ${toolchain} is installed, but ${path} does not start. What it was linked to may be gone, as after a garbage collection of Nix.`,
    hint: ({ toolchain }) =>
      `Run "npx mkcross run -- rustup toolchain uninstall ${toolchain}"; the next "npx mkcross run" installs it anew.`,
  }),
  PROXIES_MISSING: defineFinding<{ readonly rustup: string; readonly missing: readonly string[] }>('PROXIES_MISSING', {
    title: 'rustup comes without its cargo and rustc',
    message: ({ rustup, missing: names }) =>
      `${rustup} stands without ${names.join(' and ')} beside it: those that are found elsewhere know nothing of its toolchains and targets.`,
    hint: () => 'Reinstall rustup: https://rustup.rs.',
  }),
  LIBRARY_ONLY_IN_NIX: defineFinding<{ readonly library: string }>('LIBRARY_ONLY_IN_NIX', {
    title: 'A library is named as Nix has it',
    severity: 'warning',
    message: ({ library }) => `${library} is a package of nixpkgs; without Nix nobody knows where it is.`,
    hint: () => 'Put it into a folder of the project and list that as well ("./vendor/windows"), or use --backend nix.',
  }),
  LIBRARY_FOLDER_MISSING: defineFinding<{ readonly folder: string }>('LIBRARY_FOLDER_MISSING', {
    title: 'A folder of libraries is not there',
    severity: 'warning',
    message: ({ folder }) =>
      `mkcross.toml lists the folder ${folder} for a target, which has no include, lib, lib/pkgconfig or bin.`,
    hint: ({ folder }) =>
      `Install the libraries of the target with ${folder} as their prefix; git has to have it too, for Nix.`,
  }),
} as const;
