import { CommanderError, Option, type Command } from 'commander';
import type { CommandHelp } from './command-help.ts';
import type { PrintedAs } from './commands/env.ts';
import { envFormats } from './option-values.ts';
import { backends, type Backend } from './shells/backend.ts';
import type { CommandContext } from './command-context.ts';

/** The option of every command whose output programs can read. */
export interface JsonOption {
  readonly json?: true;
}

/** Starts a command. The command tree has no context of its own, so that documentation can be made from it. */
export type Perform = (command: (context: CommandContext) => number | Promise<number>) => Promise<void>;

/** Adds a command. */
export type AddCommand = (name: string, description: string, help: CommandHelp) => Command;

interface ShellFlags extends JsonOption {
  readonly target?: string;
  readonly backend?: Backend;
  readonly offline?: true;
}

interface DoctorFlags {
  readonly fix?: true;
  readonly lock?: true;
  readonly locked?: true;
}

/** The option that selects the backend of a shell. */
export const backendOption = (): Option =>
  new Option(
    '--backend <backend>',
    'backend that provides the shell (default: nix if it is installed and mkcross generated flake.nix, else host)',
  ).choices(backends);

/** The option that forbids to download. */
export const offlineOption = (): Option => new Option('--offline', 'download nothing: neither mkcross nor Nix');

/** The context of a command that has `--offline`, or does not. */
export const online = (context: CommandContext, offline: true | undefined): CommandContext =>
  offline === true ? { ...context, offline } : context;

const targetOption = () => new Option('--target <target>', 'use the shell of one target instead of all targets');

/** Adds the commands that use the shells of a project; those that `reporting` adds have `--json`. */
export function addShellCommands(add: AddCommand, reporting: AddCommand, perform: Perform): void {
  add('run <command...>', 'run a command in the shell of the project; its exit code and signals are passed on', {
    examples: [
      'npx mkcross run -- cargo build --target x86_64-unknown-linux-musl',
      'npx mkcross run --target x86_64-pc-windows-gnu -- cargo test',
      'npx mkcross run --backend host -- make',
    ],
  })
    .addOption(targetOption())
    .addOption(backendOption())
    .addOption(offlineOption())
    .passThroughOptions()
    .action(async (command: readonly string[], { target, backend, offline }: ShellFlags) => {
      const [program, ...args] = command;
      if (program === undefined) throw new CommanderError(2, 'mkcross.command', 'no command is given');
      const { run } = await import('./commands/run.ts');
      await perform((context) => run(online(context, offline), [program, ...args], { target, backend }));
    });
  add('shell [plugins...]', 'start your shell in the shell of the project, or of the given plugins alone', {
    examples: ['npx mkcross shell', 'npx mkcross shell --target x86_64-pc-windows-gnu', 'npx mkcross shell zig wine'],
    notes:
      'With plugins it needs no mkcross.toml: the shell has all targets that they build for, and its files are in the\ncache folder.',
  })
    .addOption(targetOption())
    .addOption(backendOption())
    .addOption(offlineOption())
    .action(async (plugins: readonly string[], { target, backend, offline }: ShellFlags) => {
      const { shell } = await import('./commands/shell.ts');
      await perform((context) => shell(online(context, offline), plugins, { target, backend }));
    });
  reporting('env', 'print the variables of the shell of the project for shells, direnv, editors and CI', {
    examples: [
      'eval "$(npx mkcross env)"',
      'npx mkcross env --format fish | source',
      'npx mkcross env --format github >> "$GITHUB_ENV"',
      'npx mkcross env --format cargo > .cargo/config.toml',
    ],
    notes:
      'The format cargo is a cargo configuration, which needs no environment; its first lines list the variables that it\ncannot contain.',
  })
    .addOption(targetOption())
    .addOption(backendOption())
    .addOption(offlineOption())
    .addOption(new Option('--format <format>', 'output format').choices([...envFormats, 'cargo']).default('bash'))
    .action(async ({ target, backend, json, format, offline }: ShellFlags & { readonly format: PrintedAs }) => {
      const { env } = await import('./commands/env.ts');
      await perform((context) => env(online(context, offline), json === true ? 'json' : format, { target, backend }));
    });
  reporting('doctor', 'check this machine’s tools for the shell without Nix, and suggest fixes', {
    examples: [
      'npx mkcross doctor',
      'npx mkcross doctor --fix',
      'npx mkcross doctor --lock',
      'npx mkcross doctor --json | jq .install',
      'npx mkcross doctor --backend nix',
    ],
    notes:
      'mkcross.lock contains the versions and hashes of the tools for each host system. If a project has it, every command\nthat makes a shell warns about tools that differ, and fetches the locked version only. With --backend nix, doctor\nchecks that Nix can evaluate the shell, for which nixpkgs must be reachable.',
  })
    .addOption(targetOption())
    .addOption(
      new Option('--backend <backend>', 'backend to check (default: host, the machine’s own tools)').choices(backends),
    )
    .addOption(offlineOption())
    .option('--fix', 'fetch missing tools that need no root')
    .option('--lock', 'write the tools of this machine to mkcross.lock')
    .option('--locked', 'fail if a tool differs from mkcross.lock')
    .action(async ({ target, backend, json, fix, lock, locked, offline }: ShellFlags & DoctorFlags) => {
      const { doctor } = await import('./commands/doctor.ts');
      await perform((context) =>
        doctor(online(context, offline), {
          json: json === true,
          fix: fix === true,
          lock: lock === true,
          locked: locked === true,
          target,
          backend,
        }),
      );
    });
}
