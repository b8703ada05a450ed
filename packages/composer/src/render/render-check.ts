import {
  binaryFacts,
  type ArtifactStep,
  type BuildStep,
  type HostSystem,
  type RunStep,
  type Triple,
} from '@mkcross/core';
import type { ModelTarget, ShellModel } from '../model.ts';
import {
  bind,
  binary,
  call,
  lambda,
  list,
  name,
  select,
  set,
  shellWord,
  sortedSet,
  str,
  text,
  type Binding,
  type Nix,
  type StringPart,
} from '../nix/index.ts';
import { fileName, runnerName, shellParts, type Fill } from './fill-holes.ts';
import { checkArguments, checkBinaryScript } from './check-binary/check-binary.ts';
import checkRun from './check-run.sh';

const pkgs = name('pkgs');
const checkBinary = 'mkcross-check-binary';
const checkRunName = 'mkcross-check-run';

/** The verification of a target that needs nothing but what the shell brings: no network, no toolchain of rustup's. */
interface Check {
  readonly triple: Triple;
  readonly target: ModelTarget;
  readonly builds: readonly (BuildStep & { readonly from: string })[];
}

function checksOf(model: ShellModel): readonly Check[] {
  const selected = new Set(Object.values(model.systems).flatMap(({ targets }) => targets));
  return [...selected].toSorted().flatMap((triple) => {
    const target = model.targets[triple];
    const builds =
      target?.verification.flatMap((step) => (step.kind === 'build' && isSealed(step) ? [step] : [])) ?? [];
    return target === undefined || builds.length === 0 ? [] : [{ triple, target, builds }];
  });
}

/** Whether a step calls a program that the shell brings by its path; others, such as cargo, need what rustup installs. */
function isSealed({ command: [program] }: BuildStep): boolean {
  const [first] = typeof program === 'string' ? [] : program;
  return typeof first === 'object' && ('tool' in first || 'script' in first);
}

/** Whether any target can be checked by Nix alone. */
export const hasChecks = (model: ShellModel): boolean => checksOf(model).length > 0;

/** `checks`: a derivation for each target that builds its fixtures, checks their headers, and runs them. */
export function checks(fill: Fill): readonly Binding[] {
  const all = checksOf(fill.model);
  if (all.length === 0) return [];
  const wanted = lambda(
    'target',
    lambda('_', call(select(name('builtins'), ['elem']), name('target'), name('targets'))),
  );
  const derivations = sortedSet(Object.fromEntries(all.map((check) => [check.triple, derivation(fill, check)])));
  return [bind(['checks'], call(select(pkgs, ['lib', 'filterAttrs']), wanted, derivations))];
}

/** The files that checks need: sources of fixtures, and what reads headers. */
export function checkFiles({ model }: Fill): Readonly<Record<string, Nix>> {
  const all = checksOf(model);
  if (all.length === 0) return {};
  const sources = all.flatMap(({ builds }) =>
    builds.flatMap((step) =>
      Object.entries(step.files).map(([file, content]): readonly [string, Nix] => [
        sourceName(step, file),
        call(select(pkgs, ['writeText']), str(baseName(file)), text(content)),
      ]),
    ),
  );
  const binutils = select(pkgs, ['binutils-unwrapped-all-targets']);
  const body = [
    'objdump=',
    binutils,
    '/bin/objdump\nreadelf=',
    binutils,
    `/bin/readelf\n${checkBinaryScript(formatsOf(all))}`,
  ];
  return {
    ...Object.fromEntries(sources),
    [fileName(checkBinary)]: call(select(pkgs, ['writeShellScript']), str(checkBinary), text(...body)),
    ...(all.some(runsAnywhere)
      ? { [fileName(checkRunName)]: call(select(pkgs, ['writeShellScript']), str(checkRunName), text(checkRun)) }
      : {}),
  };
}

/** The formats of all programs that are checked. */
const formatsOf = (all: readonly Check[]) =>
  new Set(
    all.flatMap(({ triple, target }) =>
      target.verification.flatMap((step) =>
        step.kind === 'artifact' ? [binaryFacts(triple)?.format ?? step.format] : [],
      ),
    ),
  );

/** Whether any system can run a target's programs. */
const runsAnywhere = ({ target }: Check) =>
  target.runner !== undefined || target.runsOn.some((system) => target.systems.includes(system));

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const sourceName = ({ from, id }: Check['builds'][number], file: string) => fileName(`${from}-${id}-${file}`);

function derivation(fill: Fill, check: Check): Nix {
  const lines = check.builds.flatMap((step) => buildLines(fill, check, step));
  // Wine and zig keep things in the home folder, which a builder does not have.
  const first = 'export HOME=$TMPDIR WINEPREFIX=$TMPDIR/wine\n';
  return call(
    select(pkgs, ['runCommand']),
    str(`mkcross-check-${check.triple}`),
    set([]),
    text(first, ...lines, 'touch "$out"\n'),
  );
}

function buildLines(fill: Fill, check: Check, step: Check['builds'][number]): readonly StringPart[] {
  const folder = `"$TMPDIR"/${shellWord(step.id)}`;
  const copies = Object.keys(step.files).flatMap((file): readonly StringPart[] => [
    ...(file.includes('/') ? [`mkdir -p ${shellWord(file.slice(0, file.lastIndexOf('/')))}\n`] : []),
    'cp ',
    name(sourceName(step, file)),
    ` ${shellWord(file)}\n`,
  ]);
  const command = step.command.flatMap((word, index): readonly StringPart[] => [
    ...(index === 0 ? [] : [' ']),
    ...shellParts(fill, word),
  ]);
  const follows = check.target.verification.filter(
    (one) => one.from === step.from && one.kind !== 'build' && one.of === step.id,
  );
  const inspections = follows.flatMap((one) => (one.kind === 'artifact' ? checkLines(check, one, step.artifact) : []));
  const runs = follows.flatMap((one) => (one.kind === 'run' ? runLines(check, one, step.artifact) : []));
  return [`mkdir ${folder}\ncd ${folder}\n`, ...copies, ...command, '\n', ...inspections, ...runs];
}

/** Checks an artifact's headers, against the target's facts where they are known, else what the plugin says. */
function checkLines({ triple }: Check, step: ArtifactStep, artifact: string): readonly StringPart[] {
  const { format, arch, linkage } = step;
  const expected = checkArguments({ target: binaryFacts(triple) ?? { format, arch }, linkage });
  return [name(fileName(checkBinary)), ` ${[artifact, ...expected].map(shellWord).join(' ')}\n`];
}

/** Runs the program where this system can: by itself, or through the target's runner. */
function runLines({ triple, target }: Check, step: RunStep, artifact: string): readonly StringPart[] {
  const command = [`./${shellWord(artifact)}`, ...step.args.map(shellWord)].join(' ');
  const expectation = [
    name(fileName(checkRunName)),
    ` ${step.exitCode} ${shellWord(step.stdout.replace(/\n+$/, ''))} `,
  ];
  const isEverywhere = (systems: readonly HostSystem[]) => systems.length === target.systems.length;
  const direct = target.runsOn.filter((system) => target.systems.includes(system));
  const through = target.runner?.systems ?? [];
  const program = runnerName(triple);
  if (isEverywhere(direct)) return [...expectation, `${command}\n`];
  if (isEverywhere(through)) return [...expectation, name(program), `/bin/${program} ${command}\n`];
  return [
    ...(direct.length === 0
      ? []
      : ['case ', name('system'), ` in ${direct.join(' | ')}) `, ...expectation, `${command} ;; esac\n`]),
    ...(through.length === 0
      ? []
      : // Only those systems may evaluate the runner: others have no such package.
        [
          'runner=',
          onlyOn(through, name(program)),
          `\n[ -z "$runner" ] || `,
          ...expectation,
          `"$runner"/bin/${program} ${command}\n`,
        ]),
  ];
}

/** A package on some systems, nothing on the others. */
function onlyOn(systems: readonly HostSystem[], then: Nix): Nix {
  const [only = ''] = systems;
  const condition =
    systems.length === 1
      ? binary(name('system'), '==', str(only))
      : call(select(name('builtins'), ['elem']), name('system'), list(systems.map((one) => str(one))));
  return call(select(pkgs, ['lib', 'optionalString']), condition, then);
}
