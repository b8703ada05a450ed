import { defineFinding } from '@mkcross/core';
import * as Type from 'typebox';

const addPlugin = (id: string) =>
  `Add "${id}" to plugins in mkcross.toml, run "npm install --save-dev @mkcross/${id}" and "npx mkcross generate".`;

/** What can go wrong when targets are verified. */
export const verifyFindings = {
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
    cause: 'The standard output of the program is not what mkcross.toml or the fixture expects.',
    example: '# mkcross.toml\n[verify.run.app]\nstdout = "hello\\n"',
    fix: 'Correct the program or the expected output.',
    data: Type.Object({ program: Type.String(), expected: Type.String(), found: Type.String() }),
    message: ({ program, expected, found }) =>
      `Unexpected output of ${program}. Expected\n  ${JSON.stringify(expected)}\ngot\n  ${JSON.stringify(found)}`,
    hint: () => 'Correct the program, or stdout in its table under [verify.run] in mkcross.toml.',
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
  PROJECT_NOT_BUILT: defineFinding({
    code: 'PROJECT_NOT_BUILT',
    severity: 'warning',
    title: 'No plugin builds the project for a target',
    cause: 'The project has a build file that no selected plugin can build for the target.',
    example: '# mkcross.toml\nplugins = ["rust-musl"]  # beside a CMakeLists.txt',
    fix: 'Add the plugin that the message names, or set "build" and "artifacts" under [verify].',
    data: Type.Object({ file: Type.String(), triple: Type.String(), plugin: Type.String() }),
    message: ({ file, triple }) => `No enabled plugin can build ${file} for ${triple}.`,
    hint: ({ plugin }) =>
      `Add "${plugin}" to plugins in mkcross.toml and run "npm install --save-dev @mkcross/${plugin}", or set build and artifacts under [verify].`,
  }),
} as const;
