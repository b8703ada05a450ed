import type { Linkage, ModelTarget, ShellModel } from '@mkcross/composer';
import { binaryFacts, ccName, cargoName, findTarget, type HostSystem, type Triple, type Value } from '@mkcross/core';
import type { Expectation } from '@mkcross/inspect';
import type { BuildSystems, Fixture, Runs, TargetToVerify } from '@mkcross/verify';

/** The shell that is entered: its variables, and where on PATH a program is. */
export interface EnteredShell {
  readonly env: Readonly<Record<string, string>>;
  readonly find: (program: string) => string | undefined;
}

/** What is to be verified of a target of the model, filled in from the shell that is entered. */
export function targetToVerify(
  model: ShellModel,
  triple: Triple,
  system: HostSystem,
  shell: EnteredShell,
  linkage: Linkage | undefined,
): TargetToVerify {
  const target = model.targets[triple];
  const fixtures = (target?.verification ?? []).flatMap((step) =>
    step.kind === 'build' ? fixtureOf(model, triple, step, shell) : [],
  );
  const artifact = target?.verification.find((step) => step.kind === 'artifact');
  return {
    triple,
    builds: buildsOf(model, triple, shell),
    placeholders: {
      target: triple,
      'zig-target': findTarget(triple)?.zig ?? triple,
      exe: triple.includes('-windows-') ? '.exe' : '',
    },
    runs: runsOf(model, triple, system, shell),
    fixtures,
    expected: artifact === undefined ? undefined : expectationOf(triple, artifact, linkage ?? artifact.linkage),
    environment: Object.fromEntries(
      Object.entries(model.env)
        .filter(([, entry]) => entry.kind === 'list' || (entry.targets?.includes(triple) ?? true))
        .map(([name]) => [name, shell.env[name] ?? '']),
    ),
  };
}

type BuildStep = Extract<ModelTarget['verification'][number], { kind: 'build' }>;
type ArtifactStep = Extract<ModelTarget['verification'][number], { kind: 'artifact' }>;

/** What a program should be: by the target's facts where they are known, else by what the plugin says of its fixture. */
const expectationOf = (triple: Triple, { format, arch }: ArtifactStep, linkage: Linkage): Expectation => ({
  target: binaryFacts(triple) ?? { format, arch },
  ...(linkage === 'any' ? {} : { linkage }),
});

function fixtureOf(model: ShellModel, triple: Triple, step: BuildStep, shell: EnteredShell): readonly Fixture[] {
  const follows = (model.targets[triple]?.verification ?? []).filter(
    (one) => one.kind !== 'build' && one.from === step.from && one.of === step.id,
  );
  const artifact = follows.find((one) => one.kind === 'artifact');
  return [
    {
      name: `${step.from}/${step.id}`,
      files: step.files,
      command: step.command.map((word) => filled(model, word, shell)),
      artifact: step.artifact,
      expected: artifact === undefined ? undefined : expectationOf(triple, artifact, artifact.linkage),
      runs: follows.flatMap((one) =>
        one.kind === 'run' ? [{ args: one.args, exitCode: one.exitCode, stdout: one.stdout }] : [],
      ),
    },
  ];
}

/** A value with its tools and scripts as the shell has them: a tool under the variable that holds it, or by its name on PATH. */
function filled(model: ShellModel, value: Value, shell: EnteredShell): string {
  if (typeof value === 'string') return value;
  return value
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('script' in part) return part.script;
      if ('tool' in part) return toolPath(model, part.tool, shell);
      return '';
    })
    .join('');
}

function toolPath(model: ShellModel, tool: string, { env }: EnteredShell): string {
  const holder = Object.entries(model.env).find(
    ([name, entry]) => entry.kind !== 'list' && env[name] !== undefined && isTool(entry.value, tool),
  );
  const { program } = model.tools[tool]?.nix ?? { program: tool };
  return (
    (holder === undefined ? undefined : env[holder[0]]) ?? (typeof program === 'string' ? program : program.prefixed)
  );
}

function isTool(value: Value, tool: string): boolean {
  if (typeof value === 'string' || value.length !== 1) return false;
  const [hole] = value;
  return typeof hole === 'object' && 'tool' in hole && hole.tool === tool;
}

function runsOf(model: ShellModel, triple: Triple, system: HostSystem, { find }: EnteredShell): Runs {
  const target = model.targets[triple];
  if (target?.runsOn.includes(system) === true) return { by: 'itself' };
  const runner = find(`mkcross-run-${triple}`);
  return runner === undefined ? { by: 'nobody' } : { by: 'runner', program: runner };
}

/** What build systems build for a target in this shell: by the variables and programs that plugins bring. */
function buildsOf(model: ShellModel, triple: Triple, { env, find }: EnteredShell): BuildSystems {
  const t = ccName(triple);
  const zig = findTarget(triple)?.zig ?? undefined;
  const hasZig = model.targets[triple]?.from.includes('zig') === true;
  const cmake = env[`ZIG_CC_CMAKE_TOOLCHAIN_FILE_${t}`] ?? env[`CMAKE_TOOLCHAIN_FILE_${t}`];
  const meson = zig === undefined ? undefined : find(`${zig}-zig-meson`);
  const generator = find('ninja') === undefined ? [] : ['-G', 'Ninja'];
  return {
    ...(env[`CARGO_TARGET_${cargoName(triple)}_LINKER`] === undefined ? {} : { cargo: true }),
    ...(hasZig && zig !== undefined ? { zig } : {}),
    ...(cmake === undefined ? {} : { cmake: ['cmake', '--toolchain', cmake, ...generator] }),
    ...(meson === undefined ? {} : { meson: [meson, 'setup'] }),
  };
}

/** Variables of the model that the shell of these targets has, whoever enters it. */
export function missingVariables(
  model: ShellModel,
  triples: readonly Triple[],
  env: EnteredShell['env'],
): readonly string[] {
  return Object.entries(model.env).flatMap(([name, entry]) => {
    const applies =
      entry.kind === 'set' && (entry.targets === undefined || entry.targets.some((one) => triples.includes(one)));
    return applies && env[name] === undefined && holdsTool(entry.value) ? [name] : [];
  });
}

const holdsTool = (value: Value) =>
  typeof value !== 'string' && value.some((part) => typeof part === 'object' && ('tool' in part || 'script' in part));
