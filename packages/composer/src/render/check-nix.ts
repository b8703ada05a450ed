import { isTriple, type Host, type Run, type Triple } from '@mkcross/core';
import type { ModelFixture, ModelTarget, ShellModel } from '../model.ts';
import {
  bind,
  binary,
  call,
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
import { systemsOf } from './parts.ts';
import { shellParts, stringParts, type RenderContext } from './render-context.ts';

const pkgs = name('pkgs');

/** The fixtures of a target that need nothing but what the shell provides: no network, no toolchain of rustup's. */
export function checkedFixtures(model: ShellModel, triple: Triple): readonly ModelFixture[] {
  const isTarget = Object.values(model.systems).some(({ targets }) => targets.includes(triple));
  return isTarget ? (model.targets[triple]?.fixtures ?? []).filter(isSealed) : [];
}

/** Whether a fixture is built by a program that is named by its path; others, such as cargo, need what rustup installs. */
function isSealed({ build: [program] }: ModelFixture): boolean {
  const [first] = typeof program === 'object' ? program : [];
  return typeof first === 'object' && ('tool' in first || 'program' in first);
}

/** Where a source of a fixture is in the generated folder. */
export const fixturePath = ({ from, id }: ModelFixture, triple: string, file: string) =>
  `fixtures/${from.replaceAll(/[^A-Za-z0-9_-]/g, '-')}-${id.replace(new RegExp(`-?${triple}$`), '')}/${file}`;

/** `check`: a derivation that builds the target's fixtures, compares their headers with what is expected, and runs them. */
export function checkOf(context: RenderContext, triple: Triple): readonly Binding[] {
  const fixtures = checkedFixtures(context.model, triple);
  const target = context.model.targets[triple];
  if (target === undefined || fixtures.length === 0) return [];
  const lines = fixtures.flatMap((fixture) => fixtureLines(context, { triple, target }, fixture));
  // Wine and zig keep things in the home folder, which a builder does not have.
  const first = 'export HOME=$TMPDIR WINEPREFIX=$TMPDIR/wine\ntoken=$RANDOM$RANDOM\n';
  return [
    bind(
      ['check'],
      call(
        select(pkgs, ['runCommand']),
        str(`mkcross-check-${triple}`),
        select(name('common'), ['checkTools']),
        text(first, ...lines, 'touch "$out"\n'),
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
    { kind: 'path', path: `../${fixturePath(fixture, checked.triple, file)}` },
    ` ${shellWord(file)}\n`,
  ]);
  const command = fixture.build.flatMap((word, index): readonly StringPart[] => [
    ...(index === 0 ? [] : [' ']),
    ...shellParts(context, word),
  ]);
  const runs = fixture.runs.flatMap((run) => runLines(context, checked, fixture, run));
  const inner = [
    `mkdir ${folder}\ncd ${folder}\n`,
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

/** Holds the headers of what was built against what is expected of it. */
function headerLine({ target }: ModelTarget, { artifact, expect }: ModelFixture): readonly StringPart[] {
  const { format, arch, bits, endian, system, abi } = target;
  const facts = { format, arch, bits: String(bits), endian, system, abi };
  const wanted = {
    linkage: expect.linkage ?? 'any',
    libraries: (expect.libraries ?? []).join(' '),
    glibc: expect.glibc ?? '',
  };
  const words = Object.entries({ ...facts, ...wanted }).map(([key, value]) => `${key}=${shellWord(value)}`);
  return [`${words.join(' ')} bash "$inspect" ${shellWord(artifact)}\n`];
}

/** Runs the program where this system can: by itself, or through the target's runner. */
function runLines(
  context: RenderContext,
  { triple, target }: Checked,
  { artifact }: ModelFixture,
  run: Run,
): readonly StringPart[] {
  const present = systemsOf(context.model, triple);
  const direct = target.runsOn.filter((system) => present.includes(system));
  const through = target.runner?.systems.filter((system) => present.includes(system)) ?? [];
  const expected = `${run.exitCode ?? 0} ${expectedText(run.stdout)} ${expectedText(run.stderr)}`;
  const environment = Object.entries(run.env ?? {})
    .map(([key, value]) => `${key}=${tokenWord(value)} `)
    .join('');
  const input = run.stdin === undefined ? ' </dev/null' : ` <<<${tokenWord(run.stdin)}`;
  const words = [`./${shellWord(artifact)}`, ...(run.args ?? []).map(tokenWord)].join(' ');
  const start = `${environment}bash "$run" ${expected} `;
  const program = target.runner?.program;
  return [
    ...directLines(present, direct, `${start}${words}${input}\n`),
    ...(program === undefined || through.length === 0
      ? []
      : [
          'runner=',
          ...onlyOn(present, through, stringParts(context, [{ program }])),
          `\n${through.length === present.length ? '' : '[ -z "$runner" ] || '}${start}"$runner" ${words}${input}\n`,
        ]),
  ];
}

function directLines(present: readonly Host[], systems: readonly Host[], line: string): readonly StringPart[] {
  if (systems.length === 0) return [];
  if (systems.length === present.length) return [line];
  return ['case ', name('system'), ` in ${systems.join(' | ')}) ${line};; esac\n`];
}

/** A text on some systems only: others must not evaluate it, because their package does not exist. */
function onlyOn(
  present: readonly Host[],
  systems: readonly Host[],
  parts: readonly StringPart[],
): readonly StringPart[] {
  if (systems.length === present.length) return parts;
  return systems.map((system) => call(select(name('lib'), ['optionalString']), isSystem(system), str(...parts)));
}

const isSystem = (system: Host): Nix => binary(name('system'), '==', str(system));

/** What a program must print, as a word; `-` for anything. Newlines at the end do not count. */
const expectedText = (expected: string | undefined) =>
  expected === undefined ? '-' : tokenWord(`=${expected.replace(/\n+$/, '')}`);

/** A word of bash in which `{token}` is a random word. */
function tokenWord(word: string): string {
  const parts = word.split('{token}').map((part) => (part === '' ? '' : shellWord(part)));
  return parts.length === 1 ? shellWord(word) : parts.join('"$token"');
}
