import {
  placeholdersOf,
  type Linkage,
  type ModelFixture,
  type ModelLookup,
  type ModelTarget,
  type ShellModel,
} from '@mkcross/composer';
import type { Host, Triple } from '@mkcross/core';
import { verifyFindings as findings } from '../findings/verify-findings.ts';
import { calledTools, textsOfProgram } from './called-tools.ts';
import { fixtureExpectation } from './expectation.ts';
import { fillCommand, type CommandContext, type Fill } from './fill-command.ts';
import { planProjects } from './plan-project.ts';
import type { FixturePlan, Starts, TargetPlan, VerifyPlan, VerifySettings } from './plan.ts';
import { isInScope, shellPrograms } from './shell-scope.ts';

/** A target to verify. */
export interface WantedTarget {
  readonly triple: Triple;
  /** Whether the project is built for it: not for a host that the project does not list and that has only fixtures. */
  readonly project: boolean;
}

/** What is verified, in which shell. */
export interface PlanRequest {
  /** The host, a key of the model's systems. */
  readonly system: Host;
  readonly targets: readonly WantedTarget[];
  /** The project's folder, absolute, and the names of the files in it. */
  readonly projectFolder: { readonly path: string; readonly names: readonly string[] };
  readonly settings: VerifySettings;
  /** `linkage` of targets in mkcross.toml. */
  readonly linkage: Readonly<Record<string, Linkage | undefined>>;
  /** The variables of the shell. */
  readonly env: Readonly<Record<string, string>>;
  readonly fill: Fill;
  /** Keys of optional tools that this machine lacks: fixtures that call them are skipped. @default none: as in a shell of Nix */
  readonly absentTools?: readonly string[];
}

/** The steps that show that targets work, as data. What the shell lacks is a finding of the step that needs it. */
export function verifyPlan(model: ShellModel, request: PlanRequest): VerifyPlan {
  const { projectFolder, settings, targets } = request;
  return {
    root: projectFolder.path,
    settings,
    targets: targets.flatMap((wanted) => {
      const target = model.targets[wanted.triple];
      return target === undefined ? [] : [planTarget(model, target, wanted, request)];
    }),
  };
}

/**
 * The targets that are verified on a host: those that are named, else all of the project, and the host where a plugin without targets has
 * fixtures for it. `unknown` are names that are neither targets nor the host.
 */
export function targetsToVerify(
  model: ShellModel,
  system: Host,
  named: readonly string[],
): { readonly targets: readonly WantedTarget[]; readonly unknown: readonly string[] } {
  const machine = model.systems[system];
  if (machine === undefined) return { targets: [], unknown: named };
  const known = [...new Set([...machine.targets, machine.host])];
  const unknown = named.filter((name) => !known.some((triple) => triple === name));
  if (named.length > 0) {
    const targets = known.filter((triple) => named.includes(triple)).map((triple) => ({ triple, project: true }));
    return { targets, unknown };
  }
  const hasFixtures = model.targets[machine.host]?.fixtures.some((one) => isOn(one.systems, system)) === true;
  const targets = known.flatMap((triple): readonly WantedTarget[] => {
    const project = machine.targets.includes(triple);
    return project || hasFixtures ? [{ triple, project }] : [];
  });
  return { targets, unknown };
}

const isOn = (systems: readonly Host[] | undefined, system: Host) => systems?.includes(system) ?? true;

/** The name of a fixture in plans and reports: owner and id, such as `rust-musl/rust`. */
export const fixtureName = ({ from, id }: Pick<ModelFixture, 'from' | 'id'>): string =>
  id.startsWith(`${from}/`) ? id : `${from}/${id}`;

function planTarget(
  model: ShellModel,
  target: ModelTarget,
  { triple, project }: WantedTarget,
  request: PlanRequest,
): TargetPlan {
  const { system, fill, settings, linkage, projectFolder } = request;
  const { generated, packaged } = shellPrograms(model, triple, system);
  const context = { triple, fill, provided: [...generated, ...packaged] };
  const fixtures = target.fixtures
    .filter(({ systems }) => isOn(systems, system))
    .map((fixture): FixturePlan => {
      const { files, artifact, expect, runs } = fixture;
      const name = fixtureName(fixture);
      const build = buildOf(model, fixture, context, request);
      return { name, files, build, artifact, expected: fixtureExpectation(target.target, expect), runs };
    });
  const isHost = model.systems[system]?.host === triple;
  const names = project ? projectFolder.names : [];
  const about = { model: target, system, isHost, names, settings, linkage: linkage[triple] };
  return {
    triple,
    starts: startsOf(target, system, fill),
    fixtures,
    projects: project ? planProjects(about) : [],
    environment: environmentOf(model, triple, request),
    tools: toolsOf(model, triple, request),
    programs: Object.fromEntries(generated.map((name) => [name, nonEmpty(fill({ program: name })) ?? null])),
  };
}

/** The command of a fixture; a finding where it calls an optional tool that the machine lacks: g++ beside the gcc of musl. */
function buildOf(
  model: ShellModel,
  fixture: ModelFixture,
  context: CommandContext & { readonly triple: Triple },
  { system, absentTools = [] }: PlanRequest,
): FixturePlan['build'] {
  const { triple } = context;
  const { build } = fixture;
  const absent = calledTools(model, { triple, system }, build).filter((tool) => absentTools.includes(tool));
  if (absent.length === 0) return fillCommand(context, build);
  const commands = absent.map((tool) => model.tools[tool]?.find.flatMap(commandOf) ?? []);
  return {
    skipped: [findings.FIXTURE_TOOL_MISSING({ fixture: fixtureName(fixture), triple, tools: absent, commands })],
  };
}

const commandOf = (lookup: ModelLookup) => ('command' in lookup ? [lookup.command] : []);

const nonEmpty = (text: string | undefined) => (text === '' ? undefined : text);

function startsOf({ target: { triple }, runsOn, runner }: ModelTarget, system: Host, fill: Fill): Starts {
  if (runsOn.includes(system)) return { by: 'host' };
  if (runner?.systems.includes(system) !== true) return { by: 'nothing' };
  const program = nonEmpty(fill({ program: runner.program }));
  if (program !== undefined) return { by: 'runner', program };
  return { by: 'missing', found: [findings.PROGRAM_NOT_IN_SHELL({ program: runner.program, triple })] };
}

/** The variables that the shell sets for a target, and its programs and files: their change is a change of the toolchain. */
function environmentOf(model: ShellModel, triple: Triple, { system, env }: PlanRequest): TargetPlan['environment'] {
  const variables = Object.entries(model.env).flatMap(([name, entries]) => {
    const applies = entries.some((entry) =>
      entry.kind === 'list'
        ? [...entry.prepend, ...entry.append].some((part) => isInScope(part, triple, system))
        : isInScope(entry, triple, system),
    );
    // What is on PATH besides the shell differs from terminal to terminal.
    return applies && name !== 'PATH' ? [[name, valueOf(env, name) ?? ''] as const] : [];
  });
  const programs = model.programs
    .filter((program) => isInScope(program, triple, system))
    .map((program) => ['link' in program ? program.link : [program.values, program.body], program.name] as const)
    .map(([content, name]) => [`program ${name}`, JSON.stringify(content)] as const);
  const files = Object.entries(model.files)
    .filter(([, file]) => isInScope(file, triple, system))
    .map(([name, { content }]) => [`file ${name}`, JSON.stringify(content)] as const);
  return Object.fromEntries([...variables, ...programs, ...files]);
}

/** The paths of the tools that the shell's programs for a target call. */
function toolsOf(model: ShellModel, triple: Triple, { system, fill, env }: PlanRequest): readonly string[] {
  const texts = model.programs.filter((program) => isInScope(program, triple, system)).flatMap(textsOfProgram);
  const keys = texts.flatMap(placeholdersOf).flatMap((one) => ('tool' in one ? [one.tool] : []));
  const tools = [...new Set(keys)].flatMap((tool) => nonEmpty(fill({ tool })) ?? []);
  const variables = Object.keys(model.env).flatMap((name) => valueOf(env, name) ?? []);
  const paths = variables.filter((value) => value.startsWith('/') && !/[\s:]/.test(value));
  return [...new Set([...tools, ...paths])].toSorted();
}

/** Whether a target's own programs are in the shell that is entered; true where it has none of its own. */
export function isInShell(model: ShellModel, triple: Triple, system: Host, fill: Fill): boolean {
  const own = model.programs.filter(
    (program) => program.targets?.includes(triple) === true && isInScope(program, triple, system),
  );
  return own.length === 0 || own.some(({ name }) => nonEmpty(fill({ program: name })) !== undefined);
}

/** A variable, of whatever name: every object has a `constructor`. */
const valueOf = (env: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(env, name) ? env[name] : undefined;
