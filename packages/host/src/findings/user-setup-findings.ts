import { defineFinding } from '@mkcross/core';
import * as Type from 'typebox';

/** Problems of the user's own setup: environment, cargo configuration and rustup. */
export const userSetupFindings = {
  ENV_AFFECTS_ALL_TARGETS: defineFinding({
    code: 'ENV_AFFECTS_ALL_TARGETS',
    title: 'Variable in your environment affects all targets',
    cause: 'A variable in your environment, such as RUSTFLAGS or CFLAGS, applies to every target and to the host.',
    example: '$ RUSTFLAGS="-C target-cpu=native" npx mkcross run -- cargo build',
    fix: 'Unset the variable, and use its form for one target in [env] of mkcross.toml.',
    data: Type.Object({ name: Type.String(), value: Type.String() }),
    message: ({ name, value }) =>
      `Your environment sets ${name} to "${value}", which ${name.includes('RUSTFLAGS') ? 'replaces the flags of every target and of the host' : 'is used when compiling for every target and for the host'}.`,
    hint: ({ name }) => `Run "unset ${name}", and remove it from the startup files of your shell.`,
  }),
  ENV_HYPHENATED: defineFinding({
    code: 'ENV_HYPHENATED',
    title: 'Variable in your environment overrides the shell',
    cause:
      'Your environment has a variable with hyphens in its name, such as CC_x86_64-pc-windows-gnu. Crates read it before the one with underscores that the shell sets.',
    example: '$ env CC_x86_64-pc-windows-gnu=gcc npx mkcross doctor',
    fix: 'Remove the variable where your environment is set up.',
    data: Type.Object({ name: Type.String(), plain: Type.String() }),
    message: ({ name, plain }) =>
      `Your environment sets ${name}; crates use it instead of ${plain}, which the shell sets.`,
    hint: ({ name }) =>
      `Start the command with "env -u ${name}". A shell cannot set this name, so the program that starts your shell does.`,
  }),
  CARGO_CONFIG_UNREADABLE: defineFinding({
    code: 'CARGO_CONFIG_UNREADABLE',
    title: 'Invalid cargo configuration',
    cause: 'A config.toml of cargo in the project, a folder above it, or CARGO_HOME is not valid TOML.',
    example: '# .cargo/config.toml\n[build',
    fix: 'Correct the file; cargo names the line.',
    data: Type.Object({}),
    message: () => 'This cargo configuration is not valid TOML.',
    hint: () => 'Run a cargo command, such as "cargo metadata": its error names the line.',
  }),
  CARGO_CONFIG_INCLUDE: defineFinding({
    code: 'CARGO_CONFIG_INCLUDE',
    title: 'Cargo configuration includes a file that cannot be read',
    cause:
      '"include" in a cargo configuration names a file that does not exist, or a file that includes the first one again.',
    example: '# .cargo/config.toml\ninclude = ["missing.toml"]',
    fix: 'Correct or remove the entry, or mark the file as optional.',
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
  CARGO_CONFIG_FORCES: defineFinding({
    code: 'CARGO_CONFIG_FORCES',
    title: 'Cargo configuration overrides the shell',
    cause:
      '[env] of a cargo configuration sets a variable of the shell with "force = true", so that cargo ignores the value of the shell.',
    example: '# .cargo/config.toml\n[env]\nCC_x86_64_unknown_linux_musl = { value = "gcc", force = true }',
    fix: 'Remove the variable or its "force" from the cargo configuration.',
    data: Type.Object({ name: Type.String() }),
    message: ({ name }) => `[env] sets ${name} with force = true, so cargo ignores the value that the shell sets.`,
    hint: ({ name }) => `Remove ${name} or its "force" from this file.`,
  }),
  CARGO_CONFIG_FLAGS_LOST: defineFinding({
    code: 'CARGO_CONFIG_FLAGS_LOST',
    severity: 'warning',
    title: 'Flags of a cargo configuration are ignored for some targets',
    cause:
      'cargo uses [build] rustflags only for targets that have no flags of their own, and the shell sets flags for some targets.',
    example: '# .cargo/config.toml\n[build]\nrustflags = ["-C", "target-cpu=x86-64-v3"]',
    fix: 'Move the flags to [target.<triple>] rustflags, which cargo adds to those of the shell.',
    data: Type.Object({ variables: Type.Array(Type.String()) }),
    message: ({ variables }) =>
      `cargo ignores [build] rustflags for targets with flags of their own, and the shell sets ${variables.join(' and ')}.`,
    hint: () => 'Move the flags to [target.<triple>] rustflags: cargo adds those to the flags of the shell.',
  }),
  TOOL_NOT_RUN: defineFinding({
    code: 'TOOL_NOT_RUN',
    severity: 'warning',
    title: 'Tool of the project was not run',
    cause:
      '"mkcross doctor" answers questions about a project without running any program of it, so that it is safe in a project of strangers: neither what is in the project, or in the repository around it, nor what a plugin of the project names, wherever it is. The version of such a tool is therefore unknown to it.',
    example: '$ PATH=$PWD/tools:$PATH npx mkcross doctor',
    fix: 'Nothing, if you trust the tool: commands that enter the shell use it, once you have allowed it. Otherwise remove its folder from PATH.',
    data: Type.Object({ path: Type.String() }),
    message: ({ path }) =>
      `${path} is in the project, or named by a plugin of it that you have not allowed. It was not run, and its version is unknown.`,
    hint: () =>
      'Run "npx mkcross trust" if it is named by a plugin; remove its folder from PATH if the shell should not use it.',
  }),
  TOOLCHAIN_BROKEN: defineFinding({
    code: 'TOOLCHAIN_BROKEN',
    title: 'Toolchain of rustup does not start',
    cause:
      'The compiler of a toolchain that rustup lists, or the program interpreter that it names, does not exist. Often the toolchain is a link to a folder that was deleted, for example by the garbage collection of Nix.',
    example: '$ rustup toolchain link mine /gone\n$ npx mkcross doctor',
    fix: 'Uninstall the toolchain; rustup installs it again on the next use.',
    data: Type.Object({ toolchain: Type.String(), path: Type.String() }),
    message: ({ toolchain, path }) =>
      `The toolchain ${toolchain} is installed, but ${path} does not start: it, or the program interpreter that it names, was deleted, for example by the garbage collection of Nix.`,
    hint: ({ toolchain }) =>
      `Run "npx mkcross run -- rustup toolchain uninstall ${toolchain}"; the next "npx mkcross run" installs it again.`,
  }),
  RUSTUP_PROXIES_MISSING: defineFinding({
    code: 'RUSTUP_PROXIES_MISSING',
    title: 'cargo and rustc of rustup are missing',
    cause:
      'rustup is installed without the programs cargo and rustc next to it. The ones found elsewhere on PATH ignore the toolchains of rustup.',
    example: '$ rm ~/.cargo/bin/cargo\n$ npx mkcross doctor',
    fix: 'Reinstall rustup.',
    data: Type.Object({ rustup: Type.String(), missing: Type.Array(Type.String()) }),
    message: ({ rustup, missing: names }) =>
      `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} not installed next to ${rustup}. Programs of this name elsewhere on PATH are not rustup proxies and ignore its toolchains.`,
    hint: () => 'Reinstall rustup: https://rustup.rs.',
  }),
} as const;
