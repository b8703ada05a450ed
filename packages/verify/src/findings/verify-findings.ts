import { defineFinding } from '@mkcross/core';
import * as Type from 'typebox';

const addPlugin = (id: string) =>
  `Add "${id}" to plugins in mkcross.toml, then run "npm install --save-dev @mkcross/${id}" and "npx mkcross generate".`;

const listed = (names: readonly string[]) => names.join(', ') || 'none';

const linkerVariable = (triple: string) => `CARGO_TARGET_${triple.toUpperCase().replaceAll(/[-.]/g, '_')}_LINKER`;

/** What can go wrong when targets are verified. */
export const verifyFindings = {
  NOT_IN_SHELL: defineFinding({
    code: 'NOT_IN_SHELL',
    title: "The project's shell is not entered",
    data: Type.Object({ missing: Type.Array(Type.String()) }),
    message: ({ missing }) => `Not in the project's shell: it does not have the programs for ${listed(missing)}.`,
    hint: () => 'Run "nix develop -c npx mkcross verify"; or, without Nix, "npx mkcross verify --backend host".',
  }),
  VERIFY_TARGET_UNKNOWN: defineFinding({
    code: 'VERIFY_TARGET_UNKNOWN',
    title: 'Unknown target',
    data: Type.Object({ triple: Type.String(), selected: Type.Array(Type.String()) }),
    message: ({ triple }) => `Unknown target: this project does not build for "${triple}" on this machine.`,
    hint: ({ selected }) => `Name one or more of: ${listed(selected)}. Without a name, all are verified.`,
  }),
  PROGRAM_NOT_IN_SHELL: defineFinding({
    code: 'PROGRAM_NOT_IN_SHELL',
    title: 'The shell does not provide a program',
    data: Type.Object({ program: Type.String(), triple: Type.String() }),
    message: ({ program, triple }) =>
      `The shell does not provide "${program}" for ${triple}. A program of the machine with this name is not used in its place.`,
    hint: ({ program }) =>
      `Enter the project's shell, or run "npx mkcross doctor". If a fixture of a plugin calls "${program}", the plugin has to declare it as a tool, or name a program of its toolchain.`,
  }),
  PLACEHOLDER_UNRESOLVED: defineFinding({
    code: 'PLACEHOLDER_UNRESOLVED',
    title: 'A placeholder has no value',
    data: Type.Object({ placeholder: Type.String(), triple: Type.String() }),
    message: ({ placeholder, triple }) =>
      `The shell has no value for the placeholder ${placeholder} in the build command of a fixture for ${triple}.`,
    hint: () => 'Change the fixture of the plugin: use programs of its toolchain, or pass the path to them in a script.',
  }),
  BUILD_FAILED: defineFinding({
    code: 'BUILD_FAILED',
    title: 'A build failed',
    data: Type.Object({ command: Type.String(), ended: Type.String(), log: Type.String() }),
    message: ({ command, ended }) => `"${command}" ended with ${ended}.`,
    hint: ({ log }) => `See the last lines above, or all output in ${log}.`,
  }),
  PROGRAM_NOT_FOUND: defineFinding({
    code: 'PROGRAM_NOT_FOUND',
    title: 'A program is not on PATH',
    data: Type.Object({ program: Type.String() }),
    message: ({ program }) => `Program not found: "${program}" is not on PATH.`,
    hint: ({ program }) =>
      `Enter the project's shell: nix develop. If no plugin provides ${program}, add its package to packages under [nix] in mkcross.toml and run "npx mkcross generate"; without Nix, install it.`,
  }),
  LINKER_NOT_FOUND: defineFinding({
    code: 'LINKER_NOT_FOUND',
    title: 'The linker of a target does not exist',
    data: Type.Object({ linker: Type.String(), triple: Type.String() }),
    message: ({ linker, triple }) => `Linker not found: rustc is configured to link for ${triple} with "${linker}".`,
    hint: ({ triple }) =>
      `Remove "linker" for ${triple} from .cargo/config.toml, so that the shell's applies; "npx mkcross explain ${linkerVariable(triple)}" shows it.`,
  }),
  LINKER_TARGET_MISMATCH: defineFinding({
    code: 'LINKER_TARGET_MISMATCH',
    title: 'The linker does not match the target',
    data: Type.Object({ triple: Type.String() }),
    message: ({ triple }) => `Linker does not match the target: it rejected object files or flags for ${triple}.`,
    hint: ({ triple }) =>
      `Run "npx mkcross explain ${linkerVariable(triple)}" to see which linker is set. Remove "linker" from .cargo/config.toml, and do not set CC for all targets.`,
  }),
  LIBRARY_NOT_FOUND: defineFinding({
    code: 'LIBRARY_NOT_FOUND',
    title: 'A library for a target is missing',
    data: Type.Object({ library: Type.String(), triple: Type.String() }),
    message: ({ library, triple }) => `Library not found: the linker has no "${library}" for ${triple}.`,
    hint: ({ library, triple }) =>
      library.includes('pthread')
        ? `Add libraries = ["windows.pthreads"] under [target.${triple}] in mkcross.toml, or remove your own flags for that target; then run "npx mkcross generate".`
        : `Add the package that contains it to libraries under [target.${triple}] in mkcross.toml, then run "npx mkcross generate".`,
  }),
  DISK_FULL: defineFinding({
    code: 'DISK_FULL',
    title: 'The disk is full',
    data: Type.Object({ folder: Type.String() }),
    message: ({ folder }) => `No space left on the disk of ${folder}.`,
    hint: () => 'Free some space, for example with "cargo clean" or "nix-collect-garbage", and run the command again.',
  }),
  TIME_LIMIT: defineFinding({
    code: 'TIME_LIMIT',
    title: 'A step exceeded its time limit',
    data: Type.Object({ command: Type.String(), seconds: Type.Number(), key: Type.String() }),
    message: ({ command, seconds }) => `"${command}" was stopped after ${seconds} seconds.`,
    hint: ({ key }) =>
      `Check whether it waits for input or hangs. If it needs more time, set ${key} under [verify] in mkcross.toml to more seconds.`,
  }),
  PROGRAM_CRASHED: defineFinding({
    code: 'PROGRAM_CRASHED',
    title: 'A program crashed',
    data: Type.Object({ program: Type.String(), how: Type.String() }),
    message: ({ program, how }) => `${program} crashed: ${how}.`,
    hint: () => 'If it crashes before main, check how it is linked with "npx mkcross inspect"; otherwise use a debugger.',
  }),
  PROGRAM_DID_NOT_START: defineFinding({
    code: 'PROGRAM_DID_NOT_START',
    title: 'A program did not start',
    data: Type.Object({ program: Type.String(), why: Type.String() }),
    message: ({ program, why }) => `${program} did not start: ${why}.`,
    hint: () => 'Run "npx mkcross inspect" to see which libraries it needs; ship them with it, or link statically.',
  }),
  EXIT_CODE_WRONG: defineFinding({
    code: 'EXIT_CODE_WRONG',
    title: 'A program ended with an unexpected exit code',
    data: Type.Object({ program: Type.String(), expected: Type.Number(), found: Type.Number() }),
    message: ({ program, expected, found }) => `${program} ended with exit code ${found}, expected ${expected}.`,
    hint: () => 'Fix the program, or exit-code in its table under [verify.run] in mkcross.toml.',
  }),
  OUTPUT_WRONG: defineFinding({
    code: 'OUTPUT_WRONG',
    title: 'A program printed unexpected output',
    data: Type.Object({
      program: Type.String(),
      stream: Type.Union([Type.Literal('stdout'), Type.Literal('stderr')]),
      expected: Type.String(),
      found: Type.String(),
    }),
    message: ({ program, stream, expected, found }) =>
      `Unexpected ${stream} of ${program}: expected\n  ${JSON.stringify(expected)}\nfound\n  ${JSON.stringify(found)}`,
    hint: ({ stream }) => `Fix the program, or ${stream} in its table under [verify.run] in mkcross.toml.`,
  }),
  RUNNER_MISSING: defineFinding({
    code: 'RUNNER_MISSING',
    severity: 'warning',
    title: 'No runner for a target',
    data: Type.Object({ triple: Type.String() }),
    message: ({ triple }) =>
      `Not run: this machine does not run programs for ${triple}, and no enabled plugin has a runner for them.`,
    hint: ({ triple }) =>
      triple.includes('windows')
        ? addPlugin('wine')
        : triple.includes('linux')
          ? addPlugin('qemu')
          : 'Add a plugin with a runner for this target, or verify on a machine that runs it.',
  }),
  ARTIFACT_MISSING: defineFinding({
    code: 'ARTIFACT_MISSING',
    title: 'A build did not create its artifact',
    data: Type.Object({ wanted: Type.String() }),
    message: ({ wanted }) => `The build succeeded, but there is no binary at ${wanted || 'the given places'}.`,
    hint: () => 'Correct the patterns in artifacts under [verify] in mkcross.toml.',
  }),
  NOTHING_BUILT: defineFinding({
    code: 'NOTHING_BUILT',
    severity: 'warning',
    title: 'A build created no program and no library',
    data: Type.Object({ by: Type.String() }),
    message: ({ by }) => `Nothing to check: the build with ${by} succeeded, but created no program and no library.`,
    hint: () =>
      'If the project should create some, add them to its build; or set build and artifacts under [verify] in mkcross.toml.',
  }),
  PROJECT_NOT_BUILT: defineFinding({
    code: 'PROJECT_NOT_BUILT',
    severity: 'warning',
    title: 'No toolchain builds the project for a target',
    data: Type.Object({ file: Type.String(), triple: Type.String(), languages: Type.Array(Type.String()) }),
    message: ({ file, triple, languages }) =>
      `Not built: the project has a ${file}, but no enabled plugin has a toolchain for ${triple} that compiles ${listed(languages)}.`,
    hint: () =>
      'Enable a plugin that has one; "npx mkcross list" shows their toolchains. Or set build and artifacts under [verify] in mkcross.toml.',
  }),
} as const;
