import { defineFinding } from '@mkcross/core';
import * as Type from 'typebox';

const addPlugin = (id: string) =>
  `Add "${id}" to plugins in mkcross.toml, run "npm install --save-dev @mkcross/${id}" and "npx mkcross generate".`;

/** What can go wrong when targets are verified. */
export const verifyFindings = {
  PROGRAM_NOT_IN_SHELL: defineFinding({
    code: 'PROGRAM_NOT_IN_SHELL',
    title: 'Program not provided by the shell',
    cause:
      'A build command names a program that the shell does not provide. A program of the machine with the same name may be for another target and is not used in its place.',
    example:
      '// plugin.json: "gcc" is no program of the plugin\n{ "fixtures": [{ "id": "c", "build": ["gcc", "hello.c"] }] }',
    fix: 'Enter the shell of the project. In a plugin, declare the program as a tool, or name a program of the toolchain by its role.',
    data: Type.Object({ program: Type.String(), triple: Type.String() }),
    message: ({ program, triple }) => `The shell does not provide "${program}" for ${triple}.`,
    hint: ({ program }) =>
      `Run "npx mkcross doctor" to see which tools are missing. If the fixture of a plugin calls "${program}", declare it as a tool of the plugin or of its toolchain.`,
  }),
  FIXTURE_TOOL_MISSING: defineFinding({
    code: 'FIXTURE_TOOL_MISSING',
    severity: 'warning',
    title: 'Fixture skipped because an optional tool is missing',
    cause:
      'A fixture is built with a tool that only some projects need and that this machine lacks, such as a C++ compiler for musl. The verdict does not depend on it.',
    example: '$ npx mkcross verify --backend host',
    fix: 'Install the tool if the project needs it; otherwise ignore this.',
    data: Type.Object({
      fixture: Type.String(),
      triple: Type.String(),
      tools: Type.Array(Type.String()),
      commands: Type.Array(Type.Array(Type.String()), {
        description: 'The commands of each tool, in the order in which they are looked up.',
      }),
    }),
    message: ({ fixture, triple, tools, commands }) =>
      `${fixture} is not built for ${triple}: ${tools.map((tool, index) => commandsOf(tool, commands[index])).join(' and ')} is not on this machine.`,
    hint: () => 'Run "npx mkcross doctor" to see how to install it, or ignore this if the project does not need it.',
  }),
  PLACEHOLDER_UNRESOLVED: defineFinding({
    code: 'PLACEHOLDER_UNRESOLVED',
    title: 'Placeholder without a value',
    cause: 'The build command of a fixture contains a placeholder for which the shell has no value.',
    example:
      '// plugin.json\n{ "fixtures": [{ "id": "c", "build": [[{ "program": "cc" }], [{ "library": "sdk", "dir": "root" }]] }] }',
    fix: 'Use programs of the toolchain in the command: they already add the folders of its libraries.',
    data: Type.Object({ placeholder: Type.String(), triple: Type.String() }),
    message: ({ placeholder, triple }) =>
      `The shell has no value for the placeholder ${placeholder} of a fixture for ${triple}.`,
    hint: () =>
      'Change the fixture of the plugin: use programs of its toolchain, which add the folders of its libraries.',
  }),
  BUILD_FAILED: defineFinding({
    code: 'BUILD_FAILED',
    title: 'Build failed',
    cause: 'The build command of a fixture or of the project ended with an error.',
    example: '$ npx mkcross verify',
    fix: 'Read the log that the message names, and run the command by hand in the shell.',
    data: Type.Object({ command: Type.String(), ended: Type.String(), log: Type.String() }),
    message: ({ command, ended }) => `"${command}" failed with ${ended}.`,
    hint: ({ log }) => `Read the end of the output above, or the whole log in ${log}.`,
  }),
  PROGRAM_NOT_FOUND: defineFinding({
    code: 'PROGRAM_NOT_FOUND',
    title: 'Program not found',
    cause: 'A command of the build or of the tests names a program that is not on PATH of the shell.',
    example: '# mkcross.toml\n[verify]\nbuild = "ninja -C build"',
    fix: 'Add the package to "packages" under [nix] in mkcross.toml, or install the program.',
    data: Type.Object({ program: Type.String() }),
    message: ({ program }) => `${program} is not on PATH.`,
    hint: ({ program }) =>
      `Run the command inside the development shell. If no plugin provides ${program}, add it to packages under [nix] in mkcross.toml and run "npx mkcross generate", or, without Nix, install it.`,
  }),
  LINKER_NOT_FOUND: defineFinding({
    code: 'LINKER_NOT_FOUND',
    title: 'Linker not found',
    cause: 'A cargo configuration or a variable names a linker that does not exist.',
    example: '# .cargo/config.toml\n[target.x86_64-unknown-linux-musl]\nlinker = "musl-gcc"',
    fix: 'Remove the setting, so that cargo uses the linker of the shell.',
    data: Type.Object({ linker: Type.String(), triple: Type.String() }),
    message: ({ linker, triple }) => `The linker ${linker}, set for ${triple}, does not exist.`,
    hint: ({ triple }) =>
      `Remove "linker" for ${triple} from .cargo/config.toml, so that cargo uses the one of the shell; "npx mkcross explain CARGO_TARGET_${triple.toUpperCase().replaceAll('-', '_')}_LINKER" prints it.`,
  }),
  LINKER_TARGET_MISMATCH: defineFinding({
    code: 'LINKER_TARGET_MISMATCH',
    title: 'Linker does not match the target',
    cause: 'The linker that is set was made for another target and rejected the object files.',
    example: '$ CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER=gcc npx mkcross verify',
    fix: 'Remove the setting of the linker, so that cargo uses the one of the shell.',
    data: Type.Object({ triple: Type.String() }),
    message: ({ triple }) => `Linker does not match the target: it rejected object files built for ${triple}.`,
    hint: ({ triple }) =>
      `Check which linker is set: run "npx mkcross explain CARGO_TARGET_${triple.toUpperCase().replaceAll('-', '_')}_LINKER", remove "linker" from .cargo/config.toml, and unset CC.`,
  }),
  LIBRARY_NOT_FOUND: defineFinding({
    code: 'LIBRARY_NOT_FOUND',
    title: 'Library not found',
    cause: 'The build links a library that the toolchain and "libraries" of the target do not have.',
    example: '// build.rs\nprintln!("cargo:rustc-link-lib=z");',
    fix: 'Add the package of the library to "libraries" under [target.<triple>] in mkcross.toml.',
    data: Type.Object({ library: Type.String(), triple: Type.String() }),
    message: ({ library, triple }) => `The linker cannot find the library "${library}" for ${triple}.`,
    hint: ({ library, triple }) =>
      library.includes('pthread')
        ? `Add  libraries = ["windows.pthreads"]  under [target.${triple}] in mkcross.toml, then run "npx mkcross generate".`
        : `Add its package to libraries under [target.${triple}] in mkcross.toml, then run "npx mkcross generate".`,
  }),
  DISK_FULL: defineFinding({
    code: 'DISK_FULL',
    title: 'Disk is full',
    cause: 'The file system of the build folder has no space left.',
    example: '$ npx mkcross verify',
    fix: 'Delete files that are not needed, and run the command again.',
    data: Type.Object({ folder: Type.String() }),
    message: ({ folder }) => `No space left on the disk of ${folder}.`,
    hint: () => 'Free some space, for example with "cargo clean" or "nix-collect-garbage", and run the command again.',
  }),
  TIME_LIMIT: defineFinding({
    code: 'TIME_LIMIT',
    title: 'Step exceeded its time limit',
    cause: 'A build or a program took longer than the limit in [verify] of mkcross.toml.',
    example: '# mkcross.toml\n[verify]\nbuild-timeout = 1',
    fix: 'Find out whether the command hangs; if not, raise the limit.',
    data: Type.Object({ command: Type.String(), seconds: Type.Number(), key: Type.String() }),
    message: ({ command, seconds }) => `"${command}" was stopped after ${seconds} seconds, its time limit.`,
    hint: ({ key }) =>
      `Check that it does not hang or wait for input. If it needs more time, raise ${key} under [verify] in mkcross.toml.`,
  }),
  PROGRAM_CRASHED: defineFinding({
    code: 'PROGRAM_CRASHED',
    title: 'Program crashed',
    cause: 'The program was ended by a signal or an exception, such as a segmentation fault.',
    example: '// main.c\nint main(void) { return *(volatile int *)0; }',
    fix: 'Inspect the program with "npx mkcross inspect", and run it in a debugger.',
    data: Type.Object({ program: Type.String(), how: Type.String() }),
    message: ({ program, how }) => `${program} crashed: ${how}.`,
    hint: () =>
      'Check the program with "npx mkcross inspect": a crash before main is usually a linking error. Otherwise run it in a debugger.',
  }),
  PROGRAM_DID_NOT_START: defineFinding({
    code: 'PROGRAM_DID_NOT_START',
    title: 'Program did not start',
    cause: 'The operating system or the runner could not load the program, for example because a library is missing.',
    example: '$ npx mkcross verify',
    fix: 'Ship the libraries that "npx mkcross inspect" lists, or link statically.',
    data: Type.Object({ program: Type.String(), why: Type.String() }),
    message: ({ program, why }) => `${program} did not start: ${why}.`,
    hint: () => 'Run "npx mkcross inspect" to list what it needs, and ship that with the program, or link statically.',
  }),
  EXIT_CODE_WRONG: defineFinding({
    code: 'EXIT_CODE_WRONG',
    title: 'Unexpected exit code',
    cause: 'The program ended normally, but with another exit code than mkcross.toml or the fixture expects.',
    example: '# mkcross.toml\n[verify.run.app]\nexit-code = 3',
    fix: 'Correct the program or the expected exit code.',
    data: Type.Object({ program: Type.String(), expected: Type.Number(), found: Type.Number() }),
    message: ({ program, expected, found }) => `Expected exit code ${expected} of ${program}, got ${found}.`,
    hint: () => 'Correct the program, or exit-code in its table under [verify.run] in mkcross.toml.',
  }),
  OUTPUT_WRONG: defineFinding({
    code: 'OUTPUT_WRONG',
    title: 'Unexpected output',
    cause: 'The output of the program is not what mkcross.toml or the fixture expects.',
    example: '# mkcross.toml\n[verify.run.app]\nstdout = "hello\\n"',
    fix: 'Correct the program or the expected output.',
    data: Type.Object({
      program: Type.String(),
      stream: Type.Union([Type.Literal('stdout'), Type.Literal('stderr')]),
      expected: Type.String(),
      found: Type.String(),
    }),
    // Line breaks are shown as \n by what makes the text of findings.
    message: ({ program, stream, expected, found }) =>
      `Unexpected ${stream} of ${program}. Expected\n  "${expected}"\ngot\n  "${found}"`,
    hint: ({ stream }) => `Correct the program, or ${stream} in its table under [verify.run] in mkcross.toml.`,
  }),
  RUNNER_MISSING: defineFinding({
    code: 'RUNNER_MISSING',
    severity: 'warning',
    title: 'No runner for the target',
    cause:
      'The machine cannot run programs of the target, and no selected plugin has a runner for it. The programs were built and inspected, but not run.',
    example: '# mkcross.toml\nplugins = ["rust-mingw"]\ntargets = ["x86_64-pc-windows-gnu"]',
    fix: 'Add a plugin with a runner, such as wine or qemu.',
    data: Type.Object({ triple: Type.String() }),
    message: ({ triple }) =>
      `This machine cannot run programs for ${triple}, and no enabled plugin has a runner for it.`,
    hint: ({ triple }) =>
      triple.includes('windows')
        ? addPlugin('wine')
        : triple.includes('linux')
          ? addPlugin('qemu')
          : 'Add a plugin with a runner for it, or verify on a machine that can run it.',
  }),
  ARTIFACT_MISSING: defineFinding({
    code: 'ARTIFACT_MISSING',
    title: 'Build produced no artifact',
    cause: 'The build command succeeded, but no file matches the patterns of the artifacts.',
    example: '# mkcross.toml\n[verify]\nartifacts = ["target/{target}/release/other"]',
    fix: 'Correct "artifacts" under [verify] in mkcross.toml.',
    data: Type.Object({ wanted: Type.String() }),
    message: ({ wanted }) => `The build succeeded but produced no program: ${wanted}.`,
    hint: () => 'Correct the patterns in artifacts under [verify] in mkcross.toml.',
  }),
  NOTHING_BUILT: defineFinding({
    code: 'NOTHING_BUILT',
    severity: 'warning',
    title: 'Build produced no program and no library',
    cause:
      'The build system succeeded, but names no program, library or test that it has built, so that nothing was checked.',
    example: '# CMakeLists.txt\nproject(headers)\nadd_library(headers INTERFACE)',
    fix: 'Add a program, library or test to the build, or set "build" and "artifacts" under [verify].',
    data: Type.Object({ by: Type.String() }),
    message: ({ by }) => `The build with ${by} succeeded but produced no program and no library.`,
    hint: () => 'Add a test program to the build, or set build and artifacts under [verify] in mkcross.toml.',
  }),
  PROJECT_NOT_FOUND: defineFinding({
    code: 'PROJECT_NOT_FOUND',
    severity: 'warning',
    title: 'Nothing of the project to build',
    cause:
      'The folder of mkcross.toml has no file of a build system that mkcross knows, and mkcross.toml does not say how the project is built. What the plugins build shows that the toolchains work, and nothing about the project: the verdict is "unproven".',
    example: '$ rm Cargo.toml\n$ npx mkcross verify',
    fix: 'Put the file of the build system beside mkcross.toml, or set "build" and "artifacts" under [verify].',
    data: Type.Object({ triple: Type.String(), files: Type.Array(Type.String()) }),
    message: ({ triple, files }) =>
      `There is nothing to build for ${triple}: the folder of mkcross.toml has none of the files ${files.join(', ')}.`,
    hint: () => 'Set build and artifacts under [verify] in mkcross.toml.',
  }),
  PROJECT_NOT_BUILT: defineFinding({
    code: 'PROJECT_NOT_BUILT',
    severity: 'warning',
    title: 'No toolchain builds the project for a target',
    cause:
      'The project has a build file, but no toolchain of the target compiles the languages that its build system needs.',
    example: '# mkcross.toml\nplugins = ["rust-musl"]  # beside a build.zig',
    fix: 'Enable a plugin that has such a toolchain for the target, or set "build" and "artifacts" under [verify].',
    data: Type.Object({ file: Type.String(), triple: Type.String(), languages: Type.Array(Type.String()) }),
    message: ({ file, triple, languages }) =>
      `Cannot build ${file} for ${triple}: no toolchain of an enabled plugin compiles ${languages.join(' and ')} for it.`,
    hint: () =>
      'Enable a plugin that does ("npx mkcross list" prints their toolchains), or set build and artifacts under [verify] in mkcross.toml.',
  }),
} as const;

/** The commands of a tool, or its name where it has none. */
function commandsOf(tool: string, commands: readonly string[] = []): string {
  return commands.length === 0 ? tool : commands.join(' or ');
}
