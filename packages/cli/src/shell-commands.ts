import { CommanderError, Option, type Command } from 'commander';
import { envFormats } from '@mkcross/host';
import type { CommandHelp } from './command-help.ts';
import type { PrintedAs } from './commands/env.ts';
import { backends, type Backend } from './shells/backend.ts';
import type { World } from './world.ts';

/** The option that every command has which programs may read. */
export interface JsonOption {
  readonly json?: true;
}

/** Starts a command. The tree knows no world of its own, so that it can be read without one. */
export type Perform = (command: (world: World) => number | Promise<number>) => Promise<void>;

/** Adds a command. */
export type AddCommand = (name: string, description: string, help: CommandHelp) => Command;

interface ShellFlags extends JsonOption {
  readonly target?: string;
  readonly backend?: Backend;
}

interface DoctorFlags {
  readonly fix?: true;
  readonly lock?: true;
  readonly locked?: true;
}

/** The option that says who makes a shell. */
export const backendOption = (): Option =>
  new Option('--backend <backend>', 'who makes the shell; nix where it is installed and has the flake').choices(
    backends,
  );

const targetOption = () => new Option('--target <target>', 'the shell of one target instead of all');

/** The commands that enter the shells of a project, with Nix or without; those that `reporting` adds take `--json`. */
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
    .passThroughOptions()
    .action(async (words: readonly string[], { target, backend }: ShellFlags) => {
      const [program, ...args] = words;
      if (program === undefined) throw new CommanderError(2, 'mkcross.command', 'no command is named');
      const { run } = await import('./commands/run.ts');
      await perform((world) => run(world, [program, ...args], { target, backend }));
    });
  add('shell [plugins...]', 'start your shell in the shell of the project, or, with plugins named, of these alone', {
    examples: ['npx mkcross shell', 'npx mkcross shell --target x86_64-pc-windows-gnu', 'npx mkcross shell zig wine'],
    notes:
      'With plugins named it needs no mkcross.toml: it has all targets that they build for, and keeps its things in\nthe cache folder.',
  })
    .addOption(targetOption())
    .addOption(backendOption())
    .action(async (plugins: readonly string[], { target, backend }: ShellFlags) => {
      const { shell } = await import('./commands/shell.ts');
      await perform((world) => shell(world, plugins, { target, backend }));
    });
  reporting('env', 'print the variables of the shell of the project, for shells, direnv, editors and CI', {
    examples: [
      'eval "$(npx mkcross env)"',
      'npx mkcross env --format fish | source',
      'npx mkcross env --format github >> "$GITHUB_ENV"',
      'npx mkcross env --format cargo > .cargo/config.toml',
    ],
    notes:
      'The format cargo is a cargo configuration, for who wants no environment at all; it says what it cannot say.',
  })
    .addOption(targetOption())
    .addOption(backendOption())
    .addOption(
      new Option('--format <format>', 'how they are written').choices([...envFormats, 'cargo']).default('bash'),
    )
    .action(async ({ target, backend, json, format }: ShellFlags & { readonly format: PrintedAs }) => {
      const { env } = await import('./commands/env.ts');
      await perform((world) => env(world, json === true ? 'json' : format, { target, backend }));
    });
  reporting(
    'doctor',
    'say what the shells need of this machine without Nix, what is missing or in the way, and what mends it',
    {
      examples: [
        'npx mkcross doctor',
        'npx mkcross doctor --fix',
        'npx mkcross doctor --lock',
        'npx mkcross doctor --json | jq .install',
      ],
      notes:
        'mkcross.lock holds versions and hashes of the tools, by system. Where a project has one, every command that makes a\nshell says what is other than there, and what is fetched is of the version and hash that it names.',
    },
  )
    .addOption(targetOption())
    .option('--fix', 'do what needs no root: fetch what can be fetched')
    .option('--lock', 'write the tools of this machine into mkcross.lock')
    .option('--locked', 'fail where a tool is not the one of mkcross.lock')
    .action(async ({ target, json, fix, lock, locked }: ShellFlags & DoctorFlags) => {
      const { doctor } = await import('./commands/doctor.ts');
      await perform((world) =>
        doctor(world, {
          json: json === true,
          fix: fix === true,
          lock: lock === true,
          locked: locked === true,
          target,
        }),
      );
    });
}
