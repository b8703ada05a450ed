import { defineFinding } from '@mkcross/core';
import * as Type from 'typebox';

const addPlugin = (id: string) =>
  `Add "${id}" to plugins in mkcross.toml, run "npm install --save-dev @mkcross/${id}" and "npx mkcross generate".`;

const triples = (list: readonly string[]) => list.join(', ') || 'none';

/** What can go wrong when targets are verified. */
export const verifyFindings = {
  NOT_IN_SHELL: defineFinding({
    code: 'NOT_IN_SHELL',
    title: 'The shell of the project is not entered',
    data: Type.Object({ missing: Type.Array(Type.String()) }),
    message: ({ missing }) =>
      `The shell sets ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ' and more' : ''}, and here nobody does.`,
    hint: () => 'Run "nix develop -c npx mkcross verify"; or, without Nix, "npx mkcross verify --backend host".',
  }),
  VERIFY_TARGET_UNKNOWN: defineFinding({
    code: 'VERIFY_TARGET_UNKNOWN',
    title: 'A target that is to be verified is none of the project',
    data: Type.Object({ triple: Type.String(), selected: Type.Array(Type.String()) }),
    message: ({ triple }) => `${triple} is none of the targets of this project on this machine.`,
    hint: ({ selected }) => `Name some of: ${triples(selected)}; or none for all.`,
  }),
  BUILD_FAILED: defineFinding({
    code: 'BUILD_FAILED',
    title: 'A build failed',
    data: Type.Object({ command: Type.String(), ended: Type.String(), log: Type.String() }),
    message: ({ command, ended }) => `"${command}" ended with ${ended}.`,
    hint: ({ log }) => `See the last lines above, or all of them in ${log}; run the command by hand to work on it.`,
  }),
  PROGRAM_NOT_FOUND: defineFinding({
    code: 'PROGRAM_NOT_FOUND',
    title: 'A program is not on PATH',
    data: Type.Object({ program: Type.String() }),
    message: ({ program }) => `The program ${program} is not there.`,
    hint: ({ program }) =>
      `Enter the shell of the project: nix develop. If it is not of a plugin, add ${program} to packages under [nix] in mkcross.toml and run "npx mkcross generate"; without Nix, install it.`,
  }),
  LINKER_NOT_FOUND: defineFinding({
    code: 'LINKER_NOT_FOUND',
    title: 'The linker of a target is not there',
    data: Type.Object({ linker: Type.String(), triple: Type.String() }),
    message: ({ linker, triple }) => `rustc is told to link for ${triple} with ${linker}, which is not there.`,
    hint: ({ triple }) =>
      `Take "linker" for ${triple} out of .cargo/config.toml and leave it to the shell; "npx mkcross explain CARGO_TARGET_${triple.toUpperCase().replaceAll('-', '_')}_LINKER" says which it sets.`,
  }),
  LINKER_OF_OTHERS: defineFinding({
    code: 'LINKER_OF_OTHERS',
    title: 'A linker does not know the objects of a target',
    data: Type.Object({ triple: Type.String() }),
    message: ({ triple }) =>
      `The linker does not take the objects that were compiled for ${triple}: it is one of another target.`,
    hint: ({ triple }) =>
      `See which linker is set: "npx mkcross explain CARGO_TARGET_${triple.toUpperCase().replaceAll('-', '_')}_LINKER", and "linker" in .cargo/config.toml, which must not be there; see that CC is not set for all targets.`,
  }),
  LIBRARY_NOT_FOUND: defineFinding({
    code: 'LIBRARY_NOT_FOUND',
    title: 'A library is not there for a target',
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
    data: Type.Object({ folder: Type.String() }),
    message: ({ folder }) => `There is no space left where ${folder} is.`,
    hint: () => 'Free some space, for example with "cargo clean" or "nix-collect-garbage", and run it again.',
  }),
  TIME_LIMIT: defineFinding({
    code: 'TIME_LIMIT',
    title: 'A step took longer than it may',
    data: Type.Object({ command: Type.String(), seconds: Type.Number(), key: Type.String() }),
    message: ({ command, seconds }) => `"${command}" was still running after ${seconds} seconds, and was stopped.`,
    hint: ({ key }) =>
      `Does it wait for input, or hang? If it only takes long, set ${key} under [verify] in mkcross.toml to more seconds.`,
  }),
  PROGRAM_CRASHED: defineFinding({
    code: 'PROGRAM_CRASHED',
    title: 'A program crashed',
    data: Type.Object({ program: Type.String(), how: Type.String() }),
    message: ({ program, how }) => `${program} crashed: ${how}.`,
    hint: () =>
      'If it crashes before main, it was linked wrongly: see what "npx mkcross inspect" says of it. Else run it in a debugger.',
  }),
  PROGRAM_DID_NOT_START: defineFinding({
    code: 'PROGRAM_DID_NOT_START',
    title: 'A program did not start',
    data: Type.Object({ program: Type.String(), why: Type.String() }),
    message: ({ program, why }) => `${program} did not start: ${why}.`,
    hint: () => 'See what it needs with "npx mkcross inspect", and ship that with it, or link it statically.',
  }),
  EXIT_CODE_WRONG: defineFinding({
    code: 'EXIT_CODE_WRONG',
    title: 'A program ended with another code than it should',
    data: Type.Object({ program: Type.String(), expected: Type.Number(), found: Type.Number() }),
    message: ({ program, expected, found }) => `${program} should end with ${expected}, and ended with ${found}.`,
    hint: () => 'Mend the program, or exit-code in its table under [verify.run] in mkcross.toml.',
  }),
  OUTPUT_WRONG: defineFinding({
    code: 'OUTPUT_WRONG',
    title: 'A program printed something else than it should',
    data: Type.Object({ program: Type.String(), expected: Type.String(), found: Type.String() }),
    message: ({ program, expected, found }) =>
      `${program} should print\n  ${JSON.stringify(expected)}\nand printed\n  ${JSON.stringify(found)}`,
    hint: () => 'Mend the program, or stdout in its table under [verify.run] in mkcross.toml.',
  }),
  RUNNER_MISSING: defineFinding({
    code: 'RUNNER_MISSING',
    severity: 'warning',
    title: 'Nothing here runs programs of a target',
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
    data: Type.Object({ wanted: Type.String() }),
    message: ({ wanted }) => `The build succeeded, but left no program: ${wanted}.`,
    hint: () => 'Give the right patterns as artifacts under [verify] in mkcross.toml.',
  }),
  PROJECT_NOT_BUILT: defineFinding({
    code: 'PROJECT_NOT_BUILT',
    severity: 'warning',
    title: 'No plugin builds a project for a target',
    data: Type.Object({ file: Type.String(), triple: Type.String(), plugin: Type.String() }),
    message: ({ file, triple }) => `There is a ${file}, but no plugin says how it is built for ${triple}.`,
    hint: ({ plugin }) =>
      `Add "${plugin}" to plugins in mkcross.toml and run "npm install --save-dev @mkcross/${plugin}"; or say how the project is built: build and artifacts under [verify].`,
  }),
} as const;
