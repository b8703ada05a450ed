import { defineFinding, systemReason } from '@mkcross/core';
import * as Type from 'typebox';

/** What can be wrong with a command line, or with the place and the shell in which a command runs. */
export const commandFindings = {
  INTERNAL: defineFinding({
    code: 'INTERNAL',
    title: 'Internal error in mkcross',
    cause: 'mkcross, or a library that it uses, threw an exception that no command expects. This is a bug in mkcross.',
    example:
      '$ npx mkcross plan\nerror INTERNAL\n  Internal error in mkcross 1.0.0 (node v22.0.0, linux x64): TypeError: x is undefined',
    fix: 'Report the line with the code and the command that you ran. MKCROSS_BACKTRACE=1 adds the stack trace.',
    data: Type.Object({
      /** Class and message of the exception, in one line, without paths of mkcross itself. */
      error: Type.String(),
      version: Type.String(),
      node: Type.String(),
      /** `linux x64`. */
      platform: Type.String(),
      /** The lines of the stack trace, if MKCROSS_BACKTRACE asks for it. */
      stack: Type.Optional(Type.Array(Type.String())),
    }),
    message: ({ error, version, node, platform, stack }) =>
      `Internal error in mkcross ${version} (node ${node}, ${platform}): ${error}${stack === undefined ? '' : `\n${stack.join('\n')}`}`,
    hint: ({ stack }) =>
      `Report this bug: "npm bugs mkcross" opens the issue tracker.${stack === undefined ? ' Run the command again with MKCROSS_BACKTRACE=1 for the stack trace.' : ''}`,
  }),
  LANGUAGE_UNKNOWN: defineFinding({
    code: 'LANGUAGE_UNKNOWN',
    title: 'The language of the project is unknown',
    cause:
      '"mkcross init" chooses plugins by the build files of the project, and found none in this folder or one level below.',
    example: '$ mkdir empty && cd empty\n$ npx mkcross init',
    fix: 'Run it in the root of the project, or name a language to start with a small project.',
    data: Type.Object({
      folder: Type.String(),
      /** Files by which projects are recognised. */
      markers: Type.Array(Type.String()),
    }),
    message: ({ folder, markers }) =>
      `Neither ${folder} nor a folder directly below it has one of the files ${markers.join(', ')}.`,
    hint: () =>
      'Run "npx mkcross init --language rust" (or zig, c, cpp) to write a small project that builds for musl and Windows.',
  }),
  LOCK_MISSING: defineFinding({
    code: 'LOCK_MISSING',
    title: 'The lock file is missing',
    cause:
      '"mkcross doctor --locked" compares the tools of this machine with mkcross.lock. The project has no such file, or it has no entry for this system.',
    example: '$ rm mkcross.lock\n$ npx mkcross doctor --locked',
    fix: 'Write the lock file with "npx mkcross doctor --lock", and commit it.',
    data: Type.Object({}),
    message: () => 'There is no mkcross.lock, or it has no entry for the system of this machine.',
    hint: () => 'Run "npx mkcross doctor --lock".',
  }),
  NAME_UNKNOWN: defineFinding({
    code: 'NAME_UNKNOWN',
    title: 'Unknown name',
    cause:
      '"mkcross explain" was asked for a name that no variable, hook, script, tool, library, package or target of the shells has.',
    example: '$ npx mkcross explain CC_x86_64_pc_windows',
    fix: 'Use a name that "npx mkcross plan" lists.',
    data: Type.Object({ name: Type.String(), nearest: Type.Array(Type.String()) }),
    message: ({ name, nearest }) =>
      `The shells of this project have nothing named "${name}".${nearest.length === 0 ? '' : ` Similar names: ${nearest.join(', ')}.`}`,
    hint: () => 'Run "npx mkcross plan" to list all names.',
  }),
  PLUGINS_WITHOUT_TARGETS: defineFinding({
    code: 'PLUGINS_WITHOUT_TARGETS',
    title: 'Plugins without targets',
    cause: '"mkcross shell" was given only plugins that have no toolchain for this machine, such as runners.',
    example: '$ npx mkcross shell wine',
    fix: 'Name a plugin with a toolchain too.',
    data: Type.Object({ plugins: Type.Array(Type.String()) }),
    message: ({ plugins }) => `These plugins build for no target on this machine: ${plugins.join(', ')}.`,
    hint: ({ plugins }) =>
      `Name a plugin with a toolchain too, such as "npx mkcross shell ${plugins.join(' ')} zig-cc"; "npx mkcross list" shows them all.`,
  }),
  NOT_IN_SHELL: defineFinding({
    code: 'NOT_IN_SHELL',
    title: 'Not inside the development shell',
    cause:
      'The command needs programs that the development shell of the project provides, and was run outside that shell or in the shell of another target.',
    example: '$ npx mkcross verify --backend nix',
    fix: 'Run the command inside the shell, or let mkcross provide the shell with "--backend host".',
    data: Type.Object({
      /** Targets whose programs are not on PATH. */
      targets: Type.Array(Type.String()),
    }),
    message: ({ targets }) =>
      `The programs for ${targets.join(', ')} are not on PATH: you are not inside the development shell of the project.`,
    hint: () => 'Run "nix develop -c npx mkcross verify", or, without Nix, "npx mkcross verify --backend host".',
  }),
  NOT_UTF8: defineFinding({
    code: 'NOT_UTF8',
    title: 'Name that is not UTF-8',
    cause:
      'An argument or the path of the current folder has bytes that are not UTF-8. Node.js, in which mkcross is written, cannot pass such names on, so that another file would be meant.',
    example: "$ npx mkcross run -- cat $'gr\\xf6\\xdfe.txt'",
    fix: 'Rename the file or folder, or run the command in "npx mkcross shell".',
    data: Type.Object({ names: Type.Array(Type.String()) }),
    message: ({ names }) => `Not text in UTF-8: ${names.join(', ')}.`,
    hint: () => 'Rename the file or folder, for example with convmv, or run the command inside "npx mkcross shell".',
  }),
  SYSTEM_ERROR: defineFinding({
    code: 'SYSTEM_ERROR',
    title: 'Error of the operating system',
    cause:
      'The operating system refused something that mkcross needs: a file cannot be read, a program cannot be started, the disk is full, or the current folder was removed.',
    example: '$ mkdir gone && cd gone && rmdir ../gone\n$ npx mkcross plan',
    fix: 'Remove the cause that the message names, and run the command again.',
    data: Type.Object({
      /** The code of the system: `EACCES`. */
      code: Type.String(),
      /** The function of the system that failed: `open`. */
      call: Type.Optional(Type.String()),
      path: Type.Optional(Type.String()),
    }),
    message: ({ code, call = '', path }) => {
      if (call === 'uv_cwd') return 'The current folder does not exist any more.';
      const what =
        { access: 'find', mkdir: 'make', spawn: 'start', write: 'write' }[call.split(' ', 1)[0] ?? ''] ?? 'read';
      return path === undefined
        ? `The system reported an error: ${systemReason(code)}.`
        : `Cannot ${what} ${path}: ${systemReason(code)}.`;
    },
    hint: ({ code, call, path }) => {
      if (call === 'uv_cwd') return 'Change to a folder that exists.';
      const hints: Readonly<Record<string, string>> = {
        E2BIG: 'Pass fewer or shorter arguments, or unset long variables.',
        EDQUOT: 'Delete files that are not needed, then run the command again.',
        EIO: 'Check the disk: "dmesg" has the messages of the kernel.',
        EMFILE: 'Raise the limit with "ulimit -n 4096", then run the command again.',
        ENFILE: 'End programs that are not needed, then run the command again.',
        ENOSPC: 'Delete files that are not needed, then run the command again; "df -h" shows which disk is full.',
      };
      return (
        hints[code] ??
        `${path === undefined ? 'Correct that' : `Inspect it with "ls -ld ${path}"`}, then run the command again.`
      );
    },
  }),
  VARIABLE_NOT_UTF8: defineFinding({
    code: 'VARIABLE_NOT_UTF8',
    severity: 'warning',
    title: 'Variable that is not UTF-8',
    cause:
      'A variable of the environment has bytes that are not UTF-8. Node.js, in which mkcross is written, cannot pass them on, so that programs in the shell get replacement characters in their place.',
    example: "$ NAME=$'gr\\xf6\\xdfe' npx mkcross run -- make",
    fix: 'Set the variable to text in UTF-8, or unset it.',
    data: Type.Object({ names: Type.Array(Type.String()) }),
    message: ({ names }) =>
      `Not text in UTF-8: ${names.join(', ')}. Programs get replacement characters in place of such bytes.`,
    hint: ({ names }) => `Set ${names.join(', ')} to text in UTF-8, or run "unset ${names.join(' ')}".`,
  }),
  USAGE: defineFinding({
    code: 'USAGE',
    title: 'Invalid command line',
    cause:
      'The command line has an unknown command or option, lacks an argument, or gives a value that the option does not accept.',
    example: '$ npx mkcross verify --jobs many',
    fix: 'Correct the command line; "npx mkcross <command> --help" lists arguments and options.',
    data: Type.Object({ problem: Type.String() }),
    message: ({ problem }) => `Invalid command line: ${problem}.`,
    hint: () => 'Run "npx mkcross --help".',
  }),
  VERIFY_TARGET_UNKNOWN: defineFinding({
    code: 'VERIFY_TARGET_UNKNOWN',
    title: 'Unknown target',
    cause:
      'The command line names a target that this project does not build on this machine, or the project has no shell for the system of this machine.',
    example: '$ npx mkcross verify x86_64-unknown-linux-gnux',
    fix: 'Name a target of the project, or add the target to mkcross.toml or rust-toolchain.toml.',
    data: Type.Object({ triple: Type.String(), selected: Type.Array(Type.String()) }),
    message: ({ triple }) => `This project does not build for "${triple}" on this machine.`,
    hint: ({ selected }) =>
      selected.length === 0
        ? 'Run "npx mkcross plan" to list the systems and targets of the project.'
        : `Use one of: ${selected.join(', ')}.`,
  }),
} as const;
