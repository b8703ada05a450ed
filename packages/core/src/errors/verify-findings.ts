import { defineFinding } from './finding.ts';

const addPlugin = (id: string) =>
  `Add "${id}" to plugins in mkcross.toml, run "npm install --save-dev @mkcross/${id}" and "npx mkcross generate".`;

const triples = (list: readonly string[]) => list.join(', ') || 'none';

/** What can go wrong when targets are verified. */
export const verifyFindings = {
  NOT_IN_SHELL: defineFinding<{ readonly missing: readonly string[] }>('NOT_IN_SHELL', {
    title: 'The shell of the project is not entered',
    message: ({ missing }) =>
      `The shell sets ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ' and more' : ''}, and here nobody does.`,
    hint: () => 'Run "nix develop -c npx mkcross verify"; or, without Nix, "npx mkcross verify --backend host".',
  }),
  VERIFY_TARGET_UNKNOWN: defineFinding<{ readonly triple: string; readonly selected: readonly string[] }>(
    'VERIFY_TARGET_UNKNOWN',
    {
      title: 'A target that is to be verified is none of the project',
      message: ({ triple }) => `${triple} is none of the targets of this project on this machine.`,
      hint: ({ selected }) => `Name some of: ${triples(selected)}; or none for all.`,
    },
  ),
  BUILD_FAILED: defineFinding<{ readonly command: string; readonly ended: string; readonly log: string }>(
    'BUILD_FAILED',
    {
      title: 'A build failed',
      message: ({ command, ended }) => `"${command}" ended with ${ended}.`,
      hint: ({ log }) => `See the last lines above, or all of them in ${log}; run the command by hand to work on it.`,
    },
  ),
  PROGRAM_NOT_FOUND: defineFinding<{ readonly program: string }>('PROGRAM_NOT_FOUND', {
    title: 'A program is not on PATH',
    message: ({ program }) => `The program ${program} is not there.`,
    hint: ({ program }) =>
      `Enter the shell of the project: nix develop. If it is not of a plugin, add ${program} to packages under [nix] in mkcross.toml and run "npx mkcross generate"; without Nix, install it.`,
  }),
  STD_NOT_INSTALLED: defineFinding<{ readonly triple: string }>('STD_NOT_INSTALLED', {
    title: "Rust's standard library for a target is not installed",
    message: ({ triple }) => `rustc has no standard library for ${triple}.`,
    hint: ({ triple }) =>
      `Run "rustup target add ${triple}", or "npx mkcross add target ${triple}" to have rust-toolchain.toml list it.`,
  }),
  LINKER_NOT_FOUND: defineFinding<{ readonly linker: string; readonly triple: string }>('LINKER_NOT_FOUND', {
    title: 'The linker of a target is not there',
    message: ({ linker, triple }) => `rustc is told to link for ${triple} with ${linker}, which is not there.`,
    hint: ({ triple }) =>
      `Take "linker" for ${triple} out of .cargo/config.toml and leave it to the shell; "npx mkcross explain CARGO_TARGET_${triple.toUpperCase().replaceAll('-', '_')}_LINKER" says which it sets.`,
  }),
  LINKER_OF_OTHERS: defineFinding<{ readonly triple: string }>('LINKER_OF_OTHERS', {
    title: 'A linker does not know the objects of a target',
    message: ({ triple }) =>
      `The linker does not take the objects that were compiled for ${triple}: it is one of another target.`,
    hint: ({ triple }) =>
      `See which linker is set: "npx mkcross explain CARGO_TARGET_${triple.toUpperCase().replaceAll('-', '_')}_LINKER", and "linker" in .cargo/config.toml, which must not be there; see that CC is not set for all targets.`,
  }),
  LIBRARY_NOT_FOUND: defineFinding<{ readonly library: string; readonly triple: string }>('LIBRARY_NOT_FOUND', {
    title: 'A library is not there for a target',
    message: ({ library, triple }) => `The linker finds no library "${library}" for ${triple}.`,
    hint: ({ library, triple }) =>
      library.includes('pthread')
        ? `Have libraries = ["windows.pthreads"] under [target.${triple}] in mkcross.toml, or leave flags of that target to the plugin; then run "npx mkcross generate".`
        : `Add the package that has it to libraries under [target.${triple}] in mkcross.toml, then run "npx mkcross generate".`,
  }),
  DISK_FULL: defineFinding<{ readonly folder: string }>('DISK_FULL', {
    title: 'The disk is full',
    message: ({ folder }) => `There is no space left where ${folder} is.`,
    hint: () => 'Free some space, for example with "cargo clean" or "nix-collect-garbage", and run it again.',
  }),
  TIME_LIMIT: defineFinding<{ readonly command: string; readonly seconds: number; readonly key: string }>(
    'TIME_LIMIT',
    {
      title: 'A step took longer than it may',
      message: ({ command, seconds }) => `"${command}" was still running after ${seconds} seconds, and was stopped.`,
      hint: ({ key }) =>
        `Does it wait for input, or hang? If it only takes long, set ${key} under [verify] in mkcross.toml to more seconds.`,
    },
  ),
  PROGRAM_CRASHED: defineFinding<{ readonly program: string; readonly how: string }>('PROGRAM_CRASHED', {
    title: 'A program crashed',
    message: ({ program, how }) => `${program} crashed: ${how}.`,
    hint: () =>
      'If it crashes before main, it was linked wrongly: see what "npx mkcross inspect" says of it. Else run it in a debugger.',
  }),
  PROGRAM_DID_NOT_START: defineFinding<{ readonly program: string; readonly why: string }>('PROGRAM_DID_NOT_START', {
    title: 'A program did not start',
    message: ({ program, why }) => `${program} did not start: ${why}.`,
    hint: () => 'See what it needs with "npx mkcross inspect", and ship that with it, or link it statically.',
  }),
  EXIT_CODE_WRONG: defineFinding<{ readonly program: string; readonly expected: number; readonly found: number }>(
    'EXIT_CODE_WRONG',
    {
      title: 'A program ended with another code than it should',
      message: ({ program, expected, found }) => `${program} should end with ${expected}, and ended with ${found}.`,
      hint: () => 'Mend the program, or exit-code in its table under [verify.run] in mkcross.toml.',
    },
  ),
  OUTPUT_WRONG: defineFinding<{ readonly program: string; readonly expected: string; readonly found: string }>(
    'OUTPUT_WRONG',
    {
      title: 'A program printed something else than it should',
      message: ({ program, expected, found }) =>
        `${program} should print\n  ${JSON.stringify(expected)}\nand printed\n  ${JSON.stringify(found)}`,
      hint: () => 'Mend the program, or stdout in its table under [verify.run] in mkcross.toml.',
    },
  ),
  RUNNER_MISSING: defineFinding<{ readonly triple: string }>('RUNNER_MISSING', {
    title: 'Nothing here runs programs of a target',
    severity: 'warning',
    message: ({ triple }) => `This machine does not run programs for ${triple} by itself, and no plugin offers to.`,
    hint: ({ triple }) =>
      triple.includes('windows')
        ? addPlugin('wine')
        : triple.includes('linux')
          ? addPlugin('qemu')
          : 'Add a plugin that offers a runner for it, or verify on a machine that runs it.',
  }),
  ARTIFACT_MISSING: defineFinding<{ readonly wanted: string }>('ARTIFACT_MISSING', {
    title: 'A build left nothing where it should',
    message: ({ wanted }) => `The build succeeded, but left no program: ${wanted}.`,
    hint: () => 'Give the right patterns as artifacts under [verify] in mkcross.toml.',
  }),
  PROJECT_NOT_BUILT: defineFinding<{ readonly file: string; readonly triple: string; readonly plugin: string }>(
    'PROJECT_NOT_BUILT',
    {
      title: 'No plugin builds a project for a target',
      severity: 'warning',
      message: ({ file, triple }) => `There is a ${file}, but no plugin says how it is built for ${triple}.`,
      hint: ({ plugin }) =>
        `Add "${plugin}" to plugins in mkcross.toml and run "npm install --save-dev @mkcross/${plugin}"; or say how the project is built: build and artifacts under [verify].`,
    },
  ),
  STOPPED: defineFinding<object>('STOPPED', {
    title: 'Verification was interrupted',
    severity: 'warning',
    message: () => 'It was interrupted. What was started is stopped; what had passed is remembered.',
    hint: () => 'Run it again: it goes on where it was.',
  }),
} as const;
