import { defineFinding } from '@mkcross/core';
import * as Type from 'typebox';

const addPlugin = (id: string) =>
  `Add "${id}" to plugins in mkcross.toml, run "npm install --save-dev @mkcross/${id}" and "npx mkcross generate".`;

/** What can go wrong when targets are verified. */
export const verifyFindings = {
  BUILD_FAILED: defineFinding({
    code: 'BUILD_FAILED',
    title: 'A build failed',
    cause: 'The build command of a fixture or of the project ended with an error.',
    example: '$ npx mkcross verify',
    fix: 'Read the log that the message names, and run the command by hand in the shell.',
    data: Type.Object({ command: Type.String(), ended: Type.String(), log: Type.String() }),
    message: ({ command, ended }) => `"${command}" ended with ${ended}.`,
    hint: ({ log }) => `See the last lines above, or all of them in ${log}; run the command by hand to work on it.`,
  }),
  PROGRAM_NOT_FOUND: defineFinding({
    code: 'PROGRAM_NOT_FOUND',
    title: 'A program is not on PATH',
    cause: 'A command of the build or of the tests names a program that is not on PATH of the shell.',
    example: '# mkcross.toml\n[verify]\nbuild = "ninja -C build"',
    fix: 'Add the package to "packages" under [nix] in mkcross.toml, or install the program.',
    data: Type.Object({ program: Type.String() }),
    message: ({ program }) => `The program ${program} is not there.`,
    hint: ({ program }) =>
      `Enter the shell of the project: nix develop. If it is not of a plugin, add ${program} to packages under [nix] in mkcross.toml and run "npx mkcross generate"; without Nix, install it.`,
  }),
  LINKER_NOT_FOUND: defineFinding({
    code: 'LINKER_NOT_FOUND',
    title: 'The linker of a target is not there',
    cause: 'A cargo configuration or a variable names a linker that does not exist.',
    example: '# .cargo/config.toml\n[target.x86_64-unknown-linux-musl]\nlinker = "musl-gcc"',
    fix: 'Remove the setting, so that cargo uses the linker of the shell.',
    data: Type.Object({ linker: Type.String(), triple: Type.String() }),
    message: ({ linker, triple }) => `rustc is told to link for ${triple} with ${linker}, which is not there.`,
    hint: ({ triple }) =>
      `Take "linker" for ${triple} out of .cargo/config.toml and leave it to the shell; "npx mkcross explain CARGO_TARGET_${triple.toUpperCase().replaceAll('-', '_')}_LINKER" says which it sets.`,
  }),
  LINKER_OF_OTHERS: defineFinding({
    code: 'LINKER_OF_OTHERS',
    title: 'A linker does not know the objects of a target',
    cause: 'The linker that is set was made for another target and rejected the object files.',
    example: '$ CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER=gcc npx mkcross verify',
    fix: 'Remove the setting of the linker, so that cargo uses the one of the shell.',
    data: Type.Object({ triple: Type.String() }),
    message: ({ triple }) =>
      `The linker does not take the objects that were compiled for ${triple}: it is one of another target.`,
    hint: ({ triple }) =>
      `See which linker is set: "npx mkcross explain CARGO_TARGET_${triple.toUpperCase().replaceAll('-', '_')}_LINKER", and "linker" in .cargo/config.toml, which must not be there; see that CC is not set for all targets.`,
  }),
  LIBRARY_NOT_FOUND: defineFinding({
    code: 'LIBRARY_NOT_FOUND',
    title: 'A library is not there for a target',
    cause: 'The build links a library that the toolchain and "libraries" of the target do not have.',
    example: '// build.rs\nprintln!("cargo:rustc-link-lib=z");',
    fix: 'Add the package of the library to "libraries" under [target.<triple>] in mkcross.toml.',
    data: Type.Object({ library: Type.String(), triple: Type.String() }),
    message: ({ library, triple }) => `The linker finds no library "${library}" for ${triple}.`,
    hint: ({ library, triple }) =>
      library.includes('pthread')
        ? `Have libraries = ["windows.pthreads"] under [target.${triple}] in mkcross.toml, or leave flags of that target to the plugin; then run "npx mkcross generate".`
        : `Add the package that has it to libraries under [target.${triple}] in mkcross.toml, then run "npx mkcross generate".`,
  }),
  DISK_FULL: defineFinding({
    code: 'DISK_FULL',
    title: 'The disk is full',
    cause: 'The file system of the build folder has no space left.',
    example: '$ npx mkcross verify',
    fix: 'Delete files that are not needed, and run the command again.',
    data: Type.Object({ folder: Type.String() }),
    message: ({ folder }) => `There is no space left where ${folder} is.`,
    hint: () => 'Free some space, for example with "cargo clean" or "nix-collect-garbage", and run it again.',
  }),
  TIME_LIMIT: defineFinding({
    code: 'TIME_LIMIT',
    title: 'A step took longer than it may',
    cause: 'A build or a program took longer than the limit in [verify] of mkcross.toml.',
    example: '# mkcross.toml\n[verify]\nbuild-timeout = 1',
    fix: 'Find out whether the command hangs; if not, raise the limit.',
    data: Type.Object({ command: Type.String(), seconds: Type.Number(), key: Type.String() }),
    message: ({ command, seconds }) => `"${command}" was still running after ${seconds} seconds, and was stopped.`,
    hint: ({ key }) =>
      `Does it wait for input, or hang? If it only takes long, set ${key} under [verify] in mkcross.toml to more seconds.`,
  }),
  PROGRAM_CRASHED: defineFinding({
    code: 'PROGRAM_CRASHED',
    title: 'A program crashed',
    cause: 'The program was ended by a signal or an exception, such as a segmentation fault.',
    example: '// main.c\nint main(void) { return *(volatile int *)0; }',
    fix: 'Inspect the program with "npx mkcross inspect", and run it in a debugger.',
    data: Type.Object({ program: Type.String(), how: Type.String() }),
    message: ({ program, how }) => `${program} crashed: ${how}.`,
    hint: () =>
      'If it crashes before main, it was linked wrongly: see what "npx mkcross inspect" says of it. Else run it in a debugger.',
  }),
  PROGRAM_DID_NOT_START: defineFinding({
    code: 'PROGRAM_DID_NOT_START',
    title: 'A program did not start',
    cause: 'The operating system or the runner could not load the program, for example because a library is missing.',
    example: '$ npx mkcross verify',
    fix: 'Ship the libraries that "npx mkcross inspect" lists, or link statically.',
    data: Type.Object({ program: Type.String(), why: Type.String() }),
    message: ({ program, why }) => `${program} did not start: ${why}.`,
    hint: () => 'See what it needs with "npx mkcross inspect", and ship that with it, or link it statically.',
  }),
  EXIT_CODE_WRONG: defineFinding({
    code: 'EXIT_CODE_WRONG',
    title: 'A program ended with another code than it should',
    cause: 'The program ended normally, but with another exit code than mkcross.toml or the fixture expects.',
    example: '# mkcross.toml\n[verify.run.app]\nexit-code = 3',
    fix: 'Correct the program or the expected exit code.',
    data: Type.Object({ program: Type.String(), expected: Type.Number(), found: Type.Number() }),
    message: ({ program, expected, found }) => `${program} should end with ${expected}, and ended with ${found}.`,
    hint: () => 'Mend the program, or exit-code in its table under [verify.run] in mkcross.toml.',
  }),
  OUTPUT_WRONG: defineFinding({
    code: 'OUTPUT_WRONG',
    title: 'A program printed something else than it should',
    cause: 'The standard output of the program is not what mkcross.toml or the fixture expects.',
    example: '# mkcross.toml\n[verify.run.app]\nstdout = "hello\\n"',
    fix: 'Correct the program or the expected output.',
    data: Type.Object({ program: Type.String(), expected: Type.String(), found: Type.String() }),
    message: ({ program, expected, found }) =>
      `${program} should print\n  ${JSON.stringify(expected)}\nand printed\n  ${JSON.stringify(found)}`,
    hint: () => 'Mend the program, or stdout in its table under [verify.run] in mkcross.toml.',
  }),
  RUNNER_MISSING: defineFinding({
    code: 'RUNNER_MISSING',
    severity: 'warning',
    title: 'Nothing here runs programs of a target',
    cause:
      'The machine cannot run programs of the target, and no selected plugin has a runner for it. The programs were built and inspected, but not run.',
    example: '# mkcross.toml\nplugins = ["rust-mingw"]\ntargets = ["x86_64-pc-windows-gnu"]',
    fix: 'Add a plugin with a runner, such as wine or qemu.',
    data: Type.Object({ triple: Type.String() }),
    message: ({ triple }) => `This machine does not run programs for ${triple} by itself, and no plugin offers to.`,
    hint: ({ triple }) =>
      triple.includes('windows')
        ? addPlugin('wine')
        : triple.includes('linux')
          ? addPlugin('qemu')
          : 'Add a plugin that offers a runner for it, or verify on a machine that runs it.',
  }),
  ARTIFACT_MISSING: defineFinding({
    code: 'ARTIFACT_MISSING',
    title: 'A build left nothing where it should',
    cause: 'The build command succeeded, but no file matches the patterns of the artifacts.',
    example: '# mkcross.toml\n[verify]\nartifacts = ["target/{target}/release/other"]',
    fix: 'Correct "artifacts" under [verify] in mkcross.toml.',
    data: Type.Object({ wanted: Type.String() }),
    message: ({ wanted }) => `The build succeeded, but left no program: ${wanted}.`,
    hint: () => 'Give the right patterns as artifacts under [verify] in mkcross.toml.',
  }),
  PROJECT_NOT_BUILT: defineFinding({
    code: 'PROJECT_NOT_BUILT',
    severity: 'warning',
    title: 'No plugin builds a project for a target',
    cause: 'The project has a build file that no selected plugin can build for the target.',
    example: '# mkcross.toml\nplugins = ["rust-musl"]  # beside a CMakeLists.txt',
    fix: 'Add the plugin that the message names, or set "build" and "artifacts" under [verify].',
    data: Type.Object({ file: Type.String(), triple: Type.String(), plugin: Type.String() }),
    message: ({ file, triple }) => `There is a ${file}, but no plugin says how it is built for ${triple}.`,
    hint: ({ plugin }) =>
      `Add "${plugin}" to plugins in mkcross.toml and run "npm install --save-dev @mkcross/${plugin}"; or say how the project is built: build and artifacts under [verify].`,
  }),
} as const;
