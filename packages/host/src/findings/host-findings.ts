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
    cause: 'The programs of shells without Nix are bash scripts, and no bash is on PATH.',
    example: '$ PATH=/nonexistent npx mkcross run --backend host -- make',
    fix: 'Install bash with the package manager of the system.',
    data: Type.Object({}),
    message: () => 'There is no bash on PATH, in which the programs of the shells are written.',
    hint: () => 'Install bash.',
  }),
  TOOL_MISSING: defineFinding({
    code: 'TOOL_MISSING',
    title: 'A tool that the targets need is not on this machine',
    cause: 'A target of the project needs a program that is neither on PATH nor in the cache of mkcross.',
    example: '$ npx mkcross run --backend host -- make',
    fix: 'Install the program, or run "npx mkcross doctor --fix" where mkcross can download it.',
    data: missingTool,
    message: missing,
    hint: toInstall,
  }),
  TOOL_MISSING_OPTIONAL: defineFinding({
    code: 'TOOL_MISSING_OPTIONAL',
    severity: 'warning',
    title: 'A tool that some projects need is not on this machine',
    cause: 'Some builds use a program that is neither on PATH nor in the cache of mkcross.',
    example: '$ npx mkcross doctor',
    fix: 'Install the program if a build of the project fails without it.',
    data: missingTool,
    message: missing,
    hint: (details) => `Nothing to do unless a build asks for it. ${toInstall(details)}`,
  }),
  LIBRARY_MISSING: defineFinding({
    code: 'LIBRARY_MISSING',
    title: 'A library that the targets need is not on this machine',
    cause: 'A target of the project needs a library or its headers, and none of the usual folders has it.',
    example: '$ npx mkcross doctor',
    fix: 'Install the package of the library with the package manager of the system.',
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
    cause: 'The package index or the network did not answer, answered with an error, or the download was incomplete.',
    example: '$ PIP_INDEX_URL=http://localhost:9 npx mkcross doctor --fix',
    fix: 'Run the command again when the index is reachable, or set PIP_INDEX_URL to another index.',
    data: Type.Object({ package: Type.String(), url: Type.String(), reason: Type.String() }),
    message: ({ package: name, url, reason }) => `${name} could not be fetched from ${url}: ${reason}.`,
    hint: () => 'Try again when that is mended; what was there before is unchanged. PIP_INDEX_URL names another index.',
  }),
  FETCH_HASH_WRONG: defineFinding({
    code: 'FETCH_HASH_WRONG',
    title: 'What was fetched is not what was promised',
    cause:
      'The downloaded file does not have the SHA-256 hash that the index or mkcross.lock gives. It was damaged or replaced on the way.',
    example: '$ npx mkcross doctor --fix',
    fix: 'Run the command again. If the hash stays wrong, do not use the file, and check the index and its mirrors.',
    data: Type.Object({ url: Type.String(), expected: Type.String(), found: Type.String() }),
    message: ({ url, expected, found }) =>
      `${url} has the SHA-256 hash ${found}, and should have ${expected}. It is thrown away.`,
    hint: () => 'Try again; if it stays so, the index or something on the way to it changes files.',
  }),
  FETCH_NOTHING_FITS: defineFinding({
    code: 'FETCH_NOTHING_FITS',
    title: 'A package has nothing for this machine',
    cause: 'The index has no file of the package for this system, or not in the requested version.',
    example: '# mkcross.toml\n[plugin.zig-cc]\nversion = "0.1"',
    fix: 'Request another version in mkcross.toml, or install the program by other means.',
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
    cause:
      'mkcross.lock was edited by hand, has merge conflicts, or was written by an incompatible version of mkcross.',
    example: '# mkcross.lock\n<<<<<<< HEAD',
    fix: 'Restore the file from version control, or delete it and run "npx mkcross doctor --lock".',
    data: Type.Object({}),
    message: () => 'This is not what "mkcross doctor --lock" writes, or another version of it.',
    hint: () => 'Get it back from version control; or remove it and run: npx mkcross doctor --lock',
  }),
  LOCK_DIFFERS: defineFinding({
    code: 'LOCK_DIFFERS',
    severity: 'warning',
    title: 'A tool is not the one of the lock file',
    cause: 'The version or the hash of a tool on this machine is not the one in mkcross.lock.',
    example: '$ npx mkcross doctor --locked',
    fix: 'Install the locked version, or accept this one with "npx mkcross doctor --lock".',
    data: Type.Object({ tool: Type.String(), locked: Type.String(), here: Type.String() }),
    message: ({ tool, locked, here }) => `${tool} is ${locked} in mkcross.lock, and ${here} on this machine.`,
    hint: () =>
      'Install the one of the lock file; or, if this one shall be everybody’s, run: npx mkcross doctor --lock',
  }),
  LOCK_LACKS_TOOL: defineFinding({
    code: 'LOCK_LACKS_TOOL',
    severity: 'warning',
    title: 'A tool is not in the lock file',
    cause: 'The tool became necessary after mkcross.lock was written, for example for a new target.',
    example: '$ npx mkcross add target x86_64-pc-windows-gnu\n$ npx mkcross doctor',
    fix: 'Run "npx mkcross doctor --lock", and commit mkcross.lock.',
    data: Type.Object({ tool: Type.String(), here: Type.String() }),
    message: ({ tool, here }) => `${tool}, which is ${here} on this machine, is not in mkcross.lock.`,
    hint: () => 'Run: npx mkcross doctor --lock',
  }),
  TOOL_OLD: defineFinding({
    code: 'TOOL_OLD',
    severity: 'warning',
    title: 'A tool is older than what serves everybody',
    cause: 'The tool on PATH is older than the oldest version with which the plugin works.',
    example: '$ npx mkcross doctor',
    fix: 'Install a newer version of the tool.',
    data: Type.Object({ path: Type.String(), version: Type.String(), oldest: Type.String(), why: Type.String() }),
    message: ({ path, version, oldest, why }) => `${path} is version ${version}, older than ${oldest}. ${why}`,
    hint: ({ oldest }) => `Install version ${oldest} or later, where your system or its makers have one.`,
  }),
  TOOL_FAULTY: defineFinding({
    code: 'TOOL_FAULTY',
    severity: 'warning',
    title: 'A tool has a fault that builds will meet',
    cause: 'The version of the tool on PATH has a bug that the plugin knows to break builds.',
    example: '$ npx mkcross doctor',
    fix: 'Install another version, or apply the workaround that the message names.',
    data: Type.Object({ path: Type.String(), why: Type.String(), mend: Type.String() }),
    message: ({ path, why }) => `${path}: ${why}`,
    hint: ({ mend }) => mend,
  }),
  ENV_REACHES_ALL: defineFinding({
    code: 'ENV_REACHES_ALL',
    title: 'A variable of your own reaches every target',
    cause: 'A variable in your environment, such as RUSTFLAGS or CFLAGS, applies to every target and to the host.',
    example: '$ RUSTFLAGS="-C target-cpu=native" npx mkcross run -- cargo build',
    fix: 'Unset the variable, and use its form for one target in [env] of mkcross.toml.',
    data: Type.Object({ name: Type.String(), value: Type.String() }),
    message: ({ name, value }) =>
      `${name} is set in your environment, to ${JSON.stringify(value)}: ${name.includes('RUSTFLAGS') ? 'it replaces the flags of every target, and of the host' : 'it is added to what is compiled for every target, and for the host'}.`,
    hint: ({ name }) => `Run "unset ${name}", and find the file of your shell that sets it.`,
  }),
  ENV_HYPHENATED: defineFinding({
    code: 'ENV_HYPHENATED',
    title: 'A variable of your own wins over the shell',
    cause:
      'Your environment has a variable with hyphens in its name, such as CC_x86_64-pc-windows-gnu. Crates read it before the one with underscores that the shell sets.',
    example: '$ env CC_x86_64-pc-windows-gnu=gcc npx mkcross doctor',
    fix: 'Remove the variable where your environment is set up.',
    data: Type.Object({ name: Type.String(), plain: Type.String() }),
    message: ({ name, plain }) =>
      `${name} is set in your environment; crates prefer it to ${plain}, which the shell sets.`,
    hint: ({ name }) =>
      `Run the command by: env -u ${name} …; shells do not set such names, so look for what starts yours.`,
  }),
  CARGO_CONFIG_UNREADABLE: defineFinding({
    code: 'CARGO_CONFIG_UNREADABLE',
    title: 'A cargo configuration is not valid TOML',
    cause: 'A config.toml of cargo in the project, a folder above it, or CARGO_HOME is not valid TOML.',
    example: '# .cargo/config.toml\n[build',
    fix: 'Correct the file; cargo names the line.',
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
    cause:
      '[env] of a cargo configuration sets a variable of the shell with "force = true", so that cargo ignores the value of the shell.',
    example: '# .cargo/config.toml\n[env]\nCC_x86_64_unknown_linux_musl = { value = "gcc", force = true }',
    fix: 'Remove the variable or its "force" from the cargo configuration.',
    data: Type.Object({ name: Type.String() }),
    message: ({ name }) => `[env] sets ${name} with force = true, over what the shell sets.`,
    hint: ({ name }) => `Remove ${name} there, or at least its "force".`,
  }),
  CARGO_CONFIG_FLAGS_LOST: defineFinding({
    code: 'CARGO_CONFIG_FLAGS_LOST',
    severity: 'warning',
    title: 'Flags of a cargo configuration are not used for some targets',
    cause:
      'cargo uses [build] rustflags only for targets that have no flags of their own, and the shell sets flags for some targets.',
    example: '# .cargo/config.toml\n[build]\nrustflags = ["-C", "target-cpu=x86-64-v3"]',
    fix: 'Move the flags to [target.<triple>] rustflags, which cargo adds to those of the shell.',
    data: Type.Object({ variables: Type.Array(Type.String()) }),
    message: ({ variables }) =>
      `[build] rustflags are not used where a target has flags of its own, and the shell sets ${variables.join(' and ')}.`,
    hint: () => 'Write them under [target.<triple>] rustflags instead: those are joined with the shell’s.',
  }),
  TOOLCHAIN_BROKEN: defineFinding({
    code: 'TOOLCHAIN_BROKEN',
    title: 'A toolchain of rustup’s does not start',
    cause:
      'A toolchain that rustup lists does not start. Often it is a link to a folder that was deleted, for example by the garbage collection of Nix.',
    example: '$ rustup toolchain link mine /gone\n$ npx mkcross doctor',
    fix: 'Uninstall the toolchain; rustup installs it again on the next use.',
    data: Type.Object({ toolchain: Type.String(), path: Type.String() }),
    message: ({ toolchain, path }) =>
      `The toolchain ${toolchain} is installed, but ${path} does not start. What it was linked to may be gone, as after a garbage collection of Nix.`,
    hint: ({ toolchain }) =>
      `Run "npx mkcross run -- rustup toolchain uninstall ${toolchain}"; the next "npx mkcross run" installs it anew.`,
  }),
  PROXIES_MISSING: defineFinding({
    code: 'PROXIES_MISSING',
    title: 'rustup comes without its cargo and rustc',
    cause:
      'rustup is installed without the programs cargo and rustc next to it. The ones found elsewhere on PATH ignore the toolchains of rustup.',
    example: '$ rm ~/.cargo/bin/cargo\n$ npx mkcross doctor',
    fix: 'Reinstall rustup.',
    data: Type.Object({ rustup: Type.String(), missing: Type.Array(Type.String()) }),
    message: ({ rustup, missing: names }) =>
      `${rustup} stands without ${names.join(' and ')} beside it: those that are found elsewhere know nothing of its toolchains and targets.`,
    hint: () => 'Reinstall rustup: https://rustup.rs.',
  }),
  LIBRARY_ONLY_IN_NIX: defineFinding({
    code: 'LIBRARY_ONLY_IN_NIX',
    severity: 'warning',
    title: 'A library is named as Nix has it',
    cause: '"libraries" lists a package of nixpkgs, which shells without Nix cannot provide.',
    example: '# mkcross.toml\n[target.x86_64-pc-windows-gnu]\nlibraries = ["windows.pthreads"]',
    fix: 'List a folder of the project that has the library as well, or use the shell of Nix.',
    data: Type.Object({ library: Type.String() }),
    message: ({ library }) => `${library} is a package of nixpkgs; without Nix nobody knows where it is.`,
    hint: () => 'Put it into a folder of the project and list that as well ("./vendor/windows"), or use --backend nix.',
  }),
  LIBRARY_FOLDER_MISSING: defineFinding({
    code: 'LIBRARY_FOLDER_MISSING',
    severity: 'warning',
    title: 'A folder of libraries is not there',
    cause: '"libraries" lists a folder that does not exist, or that has no include, lib, lib/pkgconfig or bin.',
    example: '# mkcross.toml\n[target.x86_64-pc-windows-gnu]\nlibraries = ["./vendor/windows"]',
    fix: 'Install the libraries with this folder as their prefix, or correct the path.',
    data: Type.Object({ folder: Type.String() }),
    message: ({ folder }) =>
      `mkcross.toml lists the folder ${folder} for a target, which has no include, lib, lib/pkgconfig or bin.`,
    hint: ({ folder }) =>
      `Install the libraries of the target with ${folder} as their prefix; git has to have it too, for Nix.`,
  }),
} as const;
