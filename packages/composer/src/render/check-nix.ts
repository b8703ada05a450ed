import { isTriple, type Host, type Run, type Target, type Triple } from '@mkcross/core';
import type { ModelFixture, ModelTarget, ShellModel } from '../model.ts';
import {
  bind,
  call,
  ifElse,
  name,
  select,
  shellWord,
  sortedSet,
  str,
  text,
  type Binding,
  type Nix,
  type StringPart,
} from '../nix/index.ts';
import { checkArguments } from './check-binary/check-binary.ts';
import { hasContents, partsOf, systemsOf, type Part } from './parts.ts';
import { shellParts, valueNix, type RenderContext } from './render-context.ts';

const pkgs = name('pkgs');

/** The fixtures of a target that `nix flake check` builds: those that need nothing but what the shell provides, no network or toolchain of rustup's. */
export function checkedFixtures(model: ShellModel, triple: Triple): readonly ModelFixture[] {
  const isTarget = Object.values(model.systems).some(({ targets }) => targets.includes(triple));
  const { fixtures = [], check = true } = model.targets[triple] ?? {};
  return isTarget && check ? fixtures.filter(isSealed) : [];
}

/** The parts that have a file. */
export const partsWithFiles = (model: ShellModel): readonly Part[] =>
  partsOf(model).filter(
    (part) => hasContents(part) || (part.name !== 'common' && checkedFixtures(model, part.name).length > 0),
  );

/** Whether a fixture is built by a program that is named by its path; others, such as cargo, need what rustup installs. */
function isSealed({ build: [program] }: ModelFixture): boolean {
  const [first] = typeof program === 'object' ? program : [];
  return typeof first === 'object' && ('tool' in first || 'program' in first);
}

/** Where a source of a fixture is in the generated folder; ids of fixtures may hold any text. */
export const fixturePath = ({ from, id }: ModelFixture, file: string) =>
  `fixtures/${`${from}-${id}`.replaceAll(/[^A-Za-z0-9+_]+/g, '-').replace(/-$/, '')}/${file}`;

/** `check`: a derivation that builds the target's fixtures, compares their headers with what is expected, and runs them. */
export function checkOf(context: RenderContext, triple: Triple): readonly Binding[] {
  const fixtures = checkedFixtures(context.model, triple);
  const target = context.model.targets[triple];
  if (target === undefined || fixtures.length === 0) return [];
  const lines = fixtures.flatMap((fixture) => fixtureLines(context, { triple, target }, fixture));
  // Wine and zig keep things in the home folder, which a builder does not have.
  const first = 'export HOME=$TMPDIR WINEPREFIX=$TMPDIR/wine\ntoken=word$RANDOM$RANDOM\n';
  // A runner that repeats its arguments prints the word, and not the word backwards.
  const backwards = 'reversed=\nfor ((rest = ${#token}; rest > 0; rest--)); do reversed+=${token:rest-1:1}; done\n';
  // Wine's services write to the prefix after the program has ended, and a builder without a sandbox fails to remove it then.
  const last = 'until rm -rf "$WINEPREFIX" 2>/dev/null; do sleep 0.1; done\ntouch "$out"\n';
  return [
    bind(
      ['check'],
      call(
        select(pkgs, ['runCommand']),
        str(`mkcross-check-${triple}`),
        select(name('common'), ['checkTools']),
        text(first, backwards, ...lines, target.runner === undefined ? 'touch "$out"\n' : last),
      ),
    ),
  ];
}

/** `checkTools`: what checks read headers with, and the scripts that compare. */
export function checkTools(model: ShellModel): readonly Binding[] {
  const hasChecks = Object.keys(model.targets).some(
    (triple) => isTriple(triple) && checkedFixtures(model, triple).length > 0,
  );
  if (!hasChecks) return [];
  const binutils = select(pkgs, ['binutils-unwrapped-all-targets']);
  const script = (file: string): Nix => ({ kind: 'path', path: `./scripts/${file}` });
  const tools = {
    inspect: script('check-headers.sh'),
    objdump: str(binutils, '/bin/objdump'),
    readelf: str(binutils, '/bin/readelf'),
    run: script('check-run.sh'),
  };
  return [bind(['checkTools'], sortedSet(tools))];
}

interface Checked {
  readonly triple: Triple;
  readonly target: ModelTarget;
}

function fixtureLines(context: RenderContext, checked: Checked, fixture: ModelFixture): readonly StringPart[] {
  const folder = `"$TMPDIR"/${shellWord(fixture.id)}`;
  const copies = Object.keys(fixture.files).flatMap((file): readonly StringPart[] => [
    ...(file.includes('/') ? [`mkdir -p ${shellWord(file.slice(0, file.lastIndexOf('/')))}\n`] : []),
    'cp ',
    { kind: 'path', path: `../${fixturePath(fixture, file)}` },
    ` ${shellWord(file)}\n`,
  ]);
  const command = fixture.build.flatMap((word, index): readonly StringPart[] => [
    ...(index === 0 ? [] : [' ']),
    ...shellParts(context, word),
  ]);
  const runs = fixture.runs.flatMap((run) => runLines(context, checked, fixture, run));
  const inner = [
    `mkdir -p ${folder}\ncd ${folder}\n`,
    ...copies,
    ...command,
    '\n',
    ...headerLine(checked.target, fixture),
    ...runs,
  ];
  return limited(context.model, checked.triple, fixture.systems, inner);
}

/** Lines for some of the target's systems only. */
function limited(
  model: ShellModel,
  triple: Triple,
  systems: readonly Host[] | undefined,
  lines: readonly StringPart[],
): readonly StringPart[] {
  const present = systemsOf(model, triple);
  if (systems === undefined || present.every((system) => systems.includes(system))) return lines;
  return ['case ', name('system'), ` in ${systems.join(' | ')})\n`, ...lines, ';; esac\n'];
}

/** Compares the headers of what was built with what is expected of it. */
function headerLine({ target }: ModelTarget, { artifact, expect }: ModelFixture): readonly StringPart[] {
  const { linkage, ...others } = expect;
  const expected = checkArguments({
    target,
    ...others,
    ...(linkage === undefined || linkage === 'any' ? {} : { linkage }),
  });
  return [`bash "$inspect" ${[artifact, ...expected].map(shellWord).join(' ')}\n`];
}

/** The formats of all programs that a model's checks build. */
export const checkedFormats = (model: ShellModel): ReadonlySet<Target['format']> =>
  new Set(
    Object.values(model.targets).flatMap(({ target }) =>
      checkedFixtures(model, target.triple).length === 0 ? [] : [target.format],
    ),
  );

/** Runs the program where this system can: by itself, or through the target's runner. */
function runLines(
  { model }: RenderContext,
  { triple, target }: Checked,
  { artifact }: ModelFixture,
  run: Run,
): readonly StringPart[] {
  const present = systemsOf(model, triple);
  const direct = target.runsOn.filter((system) => present.includes(system));
  const through = target.runner?.systems.filter((system) => present.includes(system)) ?? [];
  const expected = `${run.exitCode ?? 0} ${expectedText(run.stdout)} ${expectedText(run.stderr)}`;
  const environment = Object.entries(run.env ?? {})
    .map(([key, value]) => `${key}=${tokenWord(value)} `)
    .join('');
  const input = run.stdin === undefined ? ' </dev/null' : ` <<<${tokenWord(run.stdin)}`;
  const words = [`./${shellWord(artifact)}`, ...(run.args ?? []).map(tokenWord)].join(' ');
  const start = `${environment}bash "$run" ${expected} `;
  return [
    ...directLines(present, direct, `${start}${words}${input}\n`),
    ...(target.runner === undefined || through.length === 0
      ? []
      : [
          'runner=',
          name('runner'),
          `\n${through.length === present.length ? '' : '[ -z "$runner" ] || '}${start}"$runner" ${words}${input}\n`,
        ]),
  ];
}

/** `runner`: the program that starts the target's programs; empty on systems where its package does not exist. */
export function runnerBindings(context: RenderContext, triple: Triple): readonly Binding[] {
  const runner = context.model.targets[triple]?.runner;
  const present = systemsOf(context.model, triple);
  const systems = runner?.systems.filter((system) => present.includes(system)) ?? [];
  const isRun = checkedFixtures(context.model, triple).some(({ runs }) => runs.length > 0);
  if (runner === undefined || systems.length === 0 || !isRun) return [];
  const program = valueNix(context, [{ program: runner.program }]);
  if (systems.length === present.length) return [bind(['runner'], program)];
  const isThere = call(select(name('builtins'), ['elem']), name('system'), name('runnerSystems'));
  return [
    bind(['runnerSystems'], { kind: 'list', items: systems.map((system) => str(system)) }),
    bind(['runner'], ifElse(isThere, program, str())),
  ];
}

function directLines(present: readonly Host[], systems: readonly Host[], line: string): readonly StringPart[] {
  if (systems.length === 0) return [];
  if (systems.length === present.length) return [line];
  return ['case ', name('system'), ` in ${systems.join(' | ')}) ${line};; esac\n`];
}

/** What a program must print, as a word; `-` for anything. Newlines at the end do not count. */
const expectedText = (expected: string | undefined) =>
  expected === undefined ? '-' : tokenWord(`=${expected.replace(/\n+$/, '')}`);

/** A word of bash in which `{token}` is a random word, and `{reversed}` that word backwards. */
function tokenWord(word: string): string {
  const parts = word.split(/(\{token\}|\{reversed\})/);
  if (parts.length === 1) return shellWord(word);
  const written = (part: string) => (part === '' ? '' : shellWord(part));
  return parts.map((part, index) => (index % 2 === 1 ? `"$${part.slice(1, -1)}"` : written(part))).join('');
}
