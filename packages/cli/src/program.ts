import { Command, CommanderError, Option } from 'commander';
import type { Expectation, ExpectedLinkage } from '@mkcross/inspect';
import { helpText, type CommandHelp } from './command-help.ts';
import { exitCode } from './exit-code.ts';
import { languages, type Language } from './init/languages.ts';
import { backtraceVariable, expectedLinkages, trustVariable } from './option-values.ts';
import {
  addShellCommands,
  backendOption,
  offlineOption,
  online,
  type JsonOption,
  type Perform,
} from './shell-commands.ts';
import type { Backend } from './shells/backend.ts';
import { addTrustCommand } from './trust-command.ts';
import type { CommandContext } from './command-context.ts';
import { visibleLive, withVisibleText } from './output/text-streams.ts';

interface VerifyFlags extends JsonOption {
  readonly fresh?: true;
  readonly offline?: true;
  readonly backend?: Backend;
  readonly events?: true;
  readonly jobs?: number;
  readonly junit?: string;
  readonly html?: string;
}

const noFiles = { jobs: undefined, junit: undefined, html: undefined };

interface InspectFlags extends JsonOption, Omit<Expectation, 'libraries' | 'linkage' | 'target'> {
  readonly expect?: ExpectedLinkage;
  readonly arch?: string;
  readonly os?: string;
  readonly allow?: readonly string[];
}

interface InitFlags extends JsonOption {
  readonly language?: Language;
  readonly direnv?: true;
  readonly gitignore?: true;
  readonly editor?: true;
  readonly remove?: true;
}

/** The program's commands, and what the help of each says beyond its options. */
export interface CommandTree {
  readonly program: Command;
  readonly help: ReadonlyMap<Command, CommandHelp>;
}

/** Where a run prints, and the variables of its process. */
export interface RunOutput extends Pick<CommandContext, 'colour' | 'err' | 'exact' | 'out'> {
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs mkcross with these arguments, those behind the program's own name. Gives the exit code. Nothing that a command throws
 * leaves it: an unexpected exception is reported as `INTERNAL`.
 */
export function run(context: CommandContext, args: readonly string[], version: string): Promise<number> {
  return runLoading({ ...context, env: context.machine.env }, args, version, () => Promise.resolve(context));
}

/** As {@link run}. The context is loaded when a command needs it: for `--help` and `--version`, none does. */
export async function runLoading(
  output: RunOutput,
  args: readonly string[],
  version: string,
  load: () => Promise<CommandContext>,
): Promise<number> {
  let code: number = exitCode.done;
  const shown = withVisibleText(output);
  const { program } = commandTree(version, output.out, async (command) => {
    const context = withVisibleText(await load());
    const live = visibleLive(context.machine.live, context.colour.err);
    code = await command({ ...context, machine: { ...context.machine, live } });
  });
  try {
    // Who types the name alone wants to know what there is, as with cargo and nix.
    await program.parseAsync(args.length === 0 ? ['--help'] : args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCode.done;
    const { reportThrown, reportUsage } = await import('./report-failure.ts');
    if (!(error instanceof CommanderError)) return reportThrown(shown, args, version, error);
    return reportUsage(shown, args, error.message.replace(/^error: /, '').replace(/\.$/, ''));
  }
}

function positiveNumber(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw new CommanderError(2, 'mkcross.number', `--jobs expects a positive integer below 10000, got "${text}"`);
  return Number(text);
}

const environmentNote = `Environment variables:
  ${backtraceVariable}=1  with an internal error, print the stack trace too
  ${trustVariable}=FOLDER  allow the projects in this folder, or in several separated by colons; "all" allows all projects
  NO_COLOR=1           print no colours`;

/** The commands, with what each does when it is called. */
export function commandTree(version: string, print: (text: string) => void, perform: Perform): CommandTree {
  const help = new Map<Command, CommandHelp>();
  const program = new Command('mkcross')
    .description('One shell in which every target works: musl, Windows, other architectures and the host.')
    .version(version)
    .configureOutput({ writeOut: print, writeErr: () => undefined })
    .addHelpText(
      'after',
      helpText({ examples: ['npx mkcross init', 'npx mkcross generate', 'nix develop'], notes: environmentNote }),
    )
    .exitOverride()
    .enablePositionalOptions();
  const command = (name: string, description: string, its: CommandHelp) => {
    const made = program
      .command(name)
      .description(description)
      .copyInheritedSettings(program)
      .addHelpText('after', helpText(its));
    help.set(made, its);
    return made;
  };
  const reporting = (name: string, description: string, its: CommandHelp) =>
    command(name, description, its).option('--json', 'print one JSON object on standard output');

  reporting('init', 'write a first mkcross.toml for the project in this folder; overwrites nothing', {
    examples: [
      'npx mkcross init',
      'npx mkcross init --language cpp --gitignore',
      'npx mkcross init --direnv --gitignore --editor',
      'npx mkcross init --remove --direnv',
    ],
  })
    .addOption(
      new Option('--language <language>', 'also write a small project that builds for musl and Windows').choices(
        languages,
      ),
    )
    .option('--direnv', 'let .envrc enter the shell; can be added later')
    .option('--gitignore', 'list the folders of the shells in .gitignore; can be added later')
    .option(
      '--editor',
      'write .vscode/settings.json with the target of rust-analyzer, if it does not exist; can be added later',
    )
    .option('--remove', 'remove what --direnv and --gitignore added, and do nothing else')
    .action(async ({ json, language, direnv, gitignore, editor, remove }: InitFlags) => {
      const [inEnvrc, inGitignore, inEditor] = [direnv === true, gitignore === true, editor === true];
      if (remove === true && (!(inEnvrc || inGitignore) || inEditor || language !== undefined))
        throw new CommanderError(2, 'mkcross.remove', '--remove needs --direnv or --gitignore, and no other option');
      const { init } = await import('./commands/init.ts');
      const extras = { direnv: inEnvrc, gitignore: inGitignore, editor: inEditor };
      await perform((context) => init(context, { json: json === true, language, ...extras, remove: remove === true }));
    });
  reporting('generate', 'write the folder mkcross, and flake.nix unless the project has its own, from mkcross.toml', {
    examples: ['npx mkcross generate', 'npx mkcross generate --check', 'npx mkcross generate --stdout | less'],
    exits: ['drift'],
  })
    .option('--check', 'write nothing; show which generated files differ, and how')
    .option('--stdout', 'write nothing; print the files with their names')
    .action(async ({ json, check, stdout }: JsonOption & { readonly check?: true; readonly stdout?: true }) => {
      const mode = check === true ? 'check' : stdout === true ? 'print' : 'write';
      const { generate } = await import('./commands/generate.ts');
      await perform((context) => generate(context, { json: json === true, mode }));
    });
  reporting('list', 'list plugins with their toolchains, runners and options', {
    examples: ['npx mkcross list'],
  }).action(async ({ json }: JsonOption) => {
    const { list } = await import('./commands/list.ts');
    await perform((context) => list(context, { json: json === true }));
  });
  reporting(
    'explain <name>',
    'explain where a variable, program, hook, tool or toolchain of the shells comes from, and why it is there',
    {
      examples: [
        'npx mkcross explain CC_x86_64_pc_windows_gnu',
        'npx mkcross explain x86_64-pc-windows-gnu',
        'npx mkcross explain rust-mingw/gcc',
      ],
    },
  ).action(async (name: string, { json }: JsonOption) => {
    const { explain } = await import('./commands/explain.ts');
    await perform((context) => explain(context, name, { json: json === true }));
  });
  reporting(
    'plan',
    'show the chosen toolchains, runners, variables and programs of the shells; with --json, the shell model',
    {
      examples: ['npx mkcross plan', 'npx mkcross plan --json | jq .targets'],
    },
  ).action(async ({ json }: JsonOption) => {
    const { plan } = await import('./commands/plan.ts');
    await perform((context) => plan(context, { json: json === true }));
  });
  reporting(
    'add <kind> <names...>',
    'add targets or components to rust-toolchain.toml; kind is "target" or "component"',
    { examples: ['npx mkcross add target x86_64-unknown-linux-musl', 'npx mkcross add component rust-analyzer'] },
  ).action(async (kind: string, names: readonly string[], { json }: JsonOption) => {
    if (kind !== 'target' && kind !== 'component')
      throw new CommanderError(2, 'mkcross.kind', `"${kind}" is neither "target" nor "component"`);
    const { add } = await import('./commands/add.ts');
    await perform((context) => add(context, `${kind}s`, names, { json: json === true }));
  });
  reporting(
    'inspect <files...>',
    'read the headers of programs, libraries, objects and archives: what they are and what they need',
    {
      examples: [
        'npx mkcross inspect target/x86_64-unknown-linux-musl/release/app',
        'npx mkcross inspect app.exe --expect static --arch x86_64 --os windows',
        'npx mkcross inspect --json build/*.a | jq ".[].members[].arch"',
      ],
    },
  )
    .addOption(new Option('--expect <linkage>', 'fail unless the file has this linkage').choices(expectedLinkages))
    .option('--format <format>', 'fail unless the file has this format: elf, pe, macho, wasm, archive, …')
    .option('--arch <arch>', 'fail unless the file is for this architecture: x86_64, aarch64, …')
    .option('--os <os>', 'fail unless the file is for this system: linux, windows, macos, …')
    .option('--kind <kind>', 'fail unless the file is of this kind: executable, pie, shared, object, archive')
    .option('--allow <libraries...>', "fail if the file needs a library that is neither the system's nor one of these")
    .option('--glibc <version>', 'fail if the file needs a newer glibc: 2.17')
    .option('--subsystem <subsystem>', 'fail unless the PE file has this subsystem: console, windows, …')
    .option('--windows <version>', 'fail if the PE file needs a newer Windows: 6.1 is Windows 7')
    .option('--macos <version>', 'fail if the Mach-O file needs a newer macOS: 11.0')
    .action(async (files: readonly string[], { json, expect, arch, os, allow, ...expected }: InspectFlags) => {
      const { inspect } = await import('./commands/inspect.ts');
      const target = { ...(arch === undefined ? {} : { arch }), ...(os === undefined ? {} : { system: os }) };
      const linkage = expect === undefined ? {} : { linkage: expect };
      const libraries = allow === undefined ? {} : { libraries: allow };
      await perform((context) =>
        inspect(context, files, { json: json === true, expected: { ...expected, target, ...linkage, ...libraries } }),
      );
    });
  reporting('verify [targets...]', 'build, inspect and run the fixtures and this project for each target', {
    examples: [
      'nix develop -c npx mkcross verify',
      'nix develop -c npx mkcross verify x86_64-pc-windows-gnu --fresh',
      'nix develop -c npx mkcross verify --junit verify.xml --html verify.html',
    ],
    exits: ['unproven', 'interrupted'],
    notes:
      'Logs and builds are in the folder .mkcross of the project, the list of passed steps in your state folder.\n[verify] in mkcross.toml configures how the project is built and run.',
  })
    .addOption(backendOption())
    .addOption(offlineOption())
    .option('--fresh', 'repeat steps that passed before and whose inputs have not changed')
    .option(
      '--jobs <number>',
      'how many builds and how many programs run at once (default: the number of processors)',
      positiveNumber,
    )
    .option('--events', 'print events as they happen, one JSON object a line')
    .option('--junit <file>', 'write a report for CI systems')
    .option('--html <file>', 'write a report as one HTML page')
    .action(async (targets: readonly string[], { json, events, fresh, backend, offline, ...files }: VerifyFlags) => {
      const { verify } = await import('./commands/verify.ts');
      const output = json === true ? 'json' : events === true ? 'events' : 'text';
      const how = { output, fresh: fresh === true, backend, ...noFiles, ...files } as const;
      await perform((context) => verify(online(context, offline), targets, how));
    });
  addTrustCommand(reporting, perform);
  addShellCommands(command, reporting, perform);
  command('completions <shell>', 'print the completion script of a shell: bash, fish or zsh', {
    examples: ['npx mkcross completions bash > ~/.local/share/bash-completion/completions/mkcross'],
  }).action(async (shell: string) => {
    const { completedShells, completionScript } = await import('./output/completions.ts');
    const known = completedShells.find((name) => name === shell);
    if (known === undefined)
      throw new CommanderError(2, 'mkcross.shell', `"${shell}" is not one of ${completedShells.join(', ')}`);
    const commands = program.commands.map((one) => ({
      name: one.name(),
      description: one.description(),
      options: [...one.options.flatMap(({ long }) => long ?? []), '--help'],
    }));
    print(completionScript(known, commands));
  });
  return { program, help };
}
