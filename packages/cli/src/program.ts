import { Command, CommanderError, Option } from 'commander';
import { findings } from '@mkcross/core';
import { envFormats } from '@mkcross/host';
import { expectedLinkages, type Expectation, type ExpectedLinkage } from '@mkcross/verify';
import { exitCode } from './exit-code.ts';
import { languages, type Language } from './init/starters.ts';
import { report } from './output/report.ts';
import { backends, type Backend } from './shells/backend.ts';
import type { PrintedAs } from './commands/env.ts';
import type { World } from './world.ts';

const exitCodes = `
Exit codes: 0 done, 1 something is wrong with the input, 2 the command line is not understood, 3 --check found a difference.
`;

interface JsonOption {
  readonly json?: true;
}

interface VerifyFlags extends JsonOption {
  readonly fresh?: true;
  readonly backend?: Backend;
  readonly events?: true;
  readonly jobs?: number;
  readonly junit?: string;
  readonly html?: string;
}

const noFiles = { jobs: undefined, junit: undefined, html: undefined };

interface InspectFlags extends JsonOption, Omit<Expectation, 'linkage'> {
  readonly expect?: ExpectedLinkage;
}

interface ShellFlags extends JsonOption {
  readonly target?: string;
  readonly backend?: Backend;
}

interface InitFlags extends JsonOption {
  readonly language?: Language;
  readonly direnv?: true;
  readonly gitignore?: true;
  readonly editor?: true;
  readonly remove?: true;
}

const examples = (...lines: readonly string[]) => `\nExamples:\n${lines.map((line) => `  $ ${line}\n`).join('')}`;

/** Runs mkcross with these arguments, those behind the program's own name. Gives the exit code. */
export async function run(world: World, args: readonly string[], version: string): Promise<number> {
  let code: number = exitCode.done;
  const program = commandTree(world, version, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return exitCode.done;
    const problem = error.message.replace(/^error: /, '').replace(/\.$/, '');
    report(world, args.includes('--json'), { found: [findings.USAGE({ problem })] });
    return exitCode.usage;
  }
}

function positiveNumber(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new CommanderError(2, 'mkcross.number', `"${text}" is no number of jobs`);
  return Number(text);
}

const shellTarget = () => new Option('--target <target>', 'the shell of one target instead of all');
const backendOption = () =>
  new Option('--backend <backend>', 'who makes the shell; nix where it is installed and has the flake').choices(
    backends,
  );

function commandTree(world: World, version: string, done: (code: number) => void): Command {
  const program = new Command('mkcross')
    .description('One Nix shell in which every target works: musl, Windows and the host.')
    .version(version)
    .configureOutput({ writeOut: world.out, writeErr: () => undefined })
    .addHelpText('after', examples('npx mkcross init', 'npx mkcross generate', 'nix develop') + exitCodes)
    .exitOverride()
    .enablePositionalOptions();
  const command = (name: string, description: string, ...lines: readonly string[]) =>
    program
      .command(name)
      .description(description)
      .option('--json', 'print one JSON object on standard output')
      .copyInheritedSettings(program)
      .addHelpText('after', examples(...lines) + exitCodes);

  command(
    'init',
    'write a first mkcross.toml for the project in this folder; overwrites nothing',
    'npx mkcross init',
    'npx mkcross init --language cpp --gitignore',
    'npx mkcross init --direnv --gitignore --editor',
    'npx mkcross init --remove --direnv',
  )
    .addOption(
      new Option('--language <language>', 'write a small project too, which builds for musl and Windows').choices(
        languages,
      ),
    )
    .option('--direnv', 'have .envrc enter the shell; may be added later')
    .option('--gitignore', 'have .gitignore list what the shells keep in the project; may be added later')
    .option(
      '--editor',
      'write .vscode/settings.json with the target of rust-analyzer, if there is none; may be added later',
    )
    .option('--remove', 'take out what --direnv and --gitignore added, and do nothing else')
    .action(async ({ json, language, direnv, gitignore, editor, remove }: InitFlags) => {
      const [inEnvrc, inGitignore, inEditor] = [direnv === true, gitignore === true, editor === true];
      if (remove === true && (!(inEnvrc || inGitignore) || inEditor || language !== undefined))
        throw new CommanderError(2, 'mkcross.remove', '--remove goes with --direnv and --gitignore, and needs one');
      const { init } = await import('./commands/init.ts');
      const extras = { direnv: inEnvrc, gitignore: inGitignore, editor: inEditor };
      done(await init(world, { json: json === true, language, ...extras, remove: remove === true }));
    });
  command(
    'generate',
    'write flake.nix from mkcross.toml',
    'npx mkcross generate',
    'npx mkcross generate --check',
    'npx mkcross generate --stdout | less',
  )
    .option('--check', 'write nothing; show how flake.nix differs, and exit with 3 if it does')
    .option('--stdout', 'write nothing; print flake.nix')
    .action(async ({ json, check, stdout }: JsonOption & { readonly check?: true; readonly stdout?: true }) => {
      const mode = check === true ? 'check' : stdout === true ? 'print' : 'write';
      const { generate } = await import('./commands/generate.ts');
      done(await generate(world, { json: json === true, mode }));
    });
  command('list', 'list plugins, the targets they build for, and their options', 'npx mkcross list').action(
    async ({ json }: JsonOption) => {
      const { list } = await import('./commands/list.ts');
      done(await list(world, { json: json === true }));
    },
  );
  command(
    'explain <name>',
    'say who put a variable, package, hook or tool into the shells, to what, and why',
    'npx mkcross explain CC_x86_64_pc_windows_gnu',
    'npx mkcross explain rust/install',
  ).action(async (name: string, { json }: JsonOption) => {
    const { explain } = await import('./commands/explain.ts');
    done(await explain(world, name, { json: json === true }));
  });
  command(
    'plan',
    'show what the shells hold; with --json, the shell model',
    'npx mkcross plan',
    'npx mkcross plan --json | jq .env',
  ).action(async ({ json }: JsonOption) => {
    const { plan } = await import('./commands/plan.ts');
    done(await plan(world, { json: json === true }));
  });
  command(
    'add <kind> <names...>',
    'add targets or components to rust-toolchain.toml; kind is "target" or "component"',
    'npx mkcross add target x86_64-unknown-linux-musl',
    'npx mkcross add component rust-analyzer',
  ).action(async (kind: string, names: readonly string[], { json }: JsonOption) => {
    if (kind !== 'target' && kind !== 'component')
      throw new CommanderError(2, 'mkcross.kind', `"${kind}" is neither "target" nor "component"`);
    const { add } = await import('./commands/add.ts');
    done(await add(world, `${kind}s`, names, { json: json === true }));
  });
  command(
    'inspect <files...>',
    'read the headers of programs, libraries, objects and archives: what they are and what they need',
    'npx mkcross inspect target/x86_64-unknown-linux-musl/release/app',
    'npx mkcross inspect app.exe --expect static --arch x86_64 --os windows',
    'npx mkcross inspect --json build/*.a | jq ".[].members[].arch"',
  )
    .addOption(new Option('--expect <linkage>', 'fail unless it is linked so').choices(expectedLinkages))
    .option('--format <format>', 'fail unless it is of this format: elf, pe, macho, wasm, …')
    .option('--arch <arch>', 'fail unless it is for this architecture: x86_64, aarch64, …')
    .option('--os <os>', 'fail unless it is for this system: linux, windows, macos, …')
    .option('--kind <kind>', 'fail unless it is this: executable, pie, shared, object, archive')
    .action(async (files: readonly string[], { json, expect, ...expected }: InspectFlags) => {
      const { inspect } = await import('./commands/inspect.ts');
      const linkage = expect === undefined ? {} : { linkage: expect };
      done(inspect(world, files, { json: json === true, expected: { ...expected, ...linkage } }));
    });
  command(
    'verify [targets...]',
    'show of each target that it builds, is what it claims to be, and runs: the toolchains, and this project',
    'nix develop -c npx mkcross verify',
    'nix develop -c npx mkcross verify x86_64-pc-windows-gnu --fresh',
    'nix develop -c npx mkcross verify --junit verify.xml --html verify.html',
  )
    .addOption(backendOption())
    .option('--fresh', 'do again what passed before and has not changed')
    .option('--jobs <number>', 'how many programs run at once; as many as there are processors', positiveNumber)
    .option('--events', 'print what happens as it happens, one JSON object a line')
    .option('--junit <file>', 'write a report for CI systems')
    .option('--html <file>', 'write a report for people, one page')
    .addHelpText(
      'after',
      '\nIt writes to the folder .mkcross of the project: logs, builds, and what passed. [verify] in mkcross.toml says how the\nproject is built and run. Exit code 4: nothing failed, but something could not be shown.\n',
    )
    .action(async (targets: readonly string[], { json, events, fresh, backend, ...files }: VerifyFlags) => {
      const { verify } = await import('./commands/verify.ts');
      const output = json === true ? 'json' : events === true ? 'events' : 'text';
      done(await verify(world, targets, { output, fresh: fresh === true, backend, ...{ ...noFiles, ...files } }));
    });
  command(
    'run <command...>',
    'run a command in the shell of the project; its exit code is passed on',
    'npx mkcross run -- cargo build --target x86_64-unknown-linux-musl',
    'npx mkcross run --target x86_64-pc-windows-gnu -- cargo test',
    'npx mkcross run --backend host -- make',
  )
    .addOption(shellTarget())
    .addOption(backendOption())
    .passThroughOptions()
    .action(async (words: readonly string[], flags: ShellFlags) => {
      const [program, ...args] = words;
      if (program === undefined) throw new CommanderError(2, 'mkcross.command', 'no command is named');
      const { run: runCommand } = await import('./commands/run.ts');
      done(await runCommand(world, [program, ...args], { target: flags.target, backend: flags.backend }));
    });
  command(
    'shell [plugins...]',
    'start your shell in the shell of the project, or without one in that of some plugins',
    'npx mkcross shell',
    'npx mkcross shell --target x86_64-pc-windows-gnu',
    'npx mkcross shell zig wine',
  )
    .addOption(shellTarget())
    .addOption(backendOption())
    .action(async (plugins: readonly string[], { target, backend }: ShellFlags) => {
      const { shell } = await import('./commands/shell.ts');
      done(await shell(world, plugins, { target, backend }));
    });
  command(
    'env',
    'print the variables of the shell of the project, for shells, direnv, editors and CI',
    'eval "$(npx mkcross env)"',
    'npx mkcross env --format fish | source',
    'npx mkcross env --format github >> "$GITHUB_ENV"',
    'npx mkcross env --format cargo > .cargo/config.toml',
  )
    .addOption(shellTarget())
    .addOption(backendOption())
    .addOption(
      new Option('--format <format>', 'how they are written').choices([...envFormats, 'cargo']).default('bash'),
    )
    .action(async ({ target, backend, json, format }: ShellFlags & { readonly format: PrintedAs }) => {
      const { env } = await import('./commands/env.ts');
      done(await env(world, json === true ? 'json' : format, { target, backend }));
    });
  command(
    'doctor',
    'say what the shells need of this machine without Nix, what is missing or in the way, and what mends it',
    'npx mkcross doctor',
    'npx mkcross doctor --fix',
    'npx mkcross doctor --json | jq .install',
  )
    .addOption(shellTarget())
    .option('--fix', 'do what needs no root: fetch what can be fetched')
    .action(async ({ target, json, fix }: ShellFlags & { readonly fix?: true }) => {
      const { doctor } = await import('./commands/doctor.ts');
      done(await doctor(world, { json: json === true, fix: fix === true, target }));
    });
  program
    .command('completions <shell>')
    .description('print the completion script of a shell: bash, fish or zsh')
    .copyInheritedSettings(program)
    .addHelpText('after', examples('npx mkcross completions bash > ~/.local/share/bash-completion/completions/mkcross'))
    .action(async (shell: string) => {
      const { completedShells, completionScript } = await import('./output/completions.ts');
      const known = completedShells.find((name) => name === shell);
      if (known === undefined)
        throw new CommanderError(2, 'mkcross.shell', `"${shell}" is not one of ${completedShells.join(', ')}`);
      const commands = program.commands.map((one) => ({
        name: one.name(),
        description: one.description(),
        options: [...one.options.flatMap(({ long }) => long ?? []), '--help'],
      }));
      world.out(completionScript(known, commands));
    });
  return program;
}
