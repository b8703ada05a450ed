import type { ShellModel } from '../model.ts';
import type { Nix } from '../nix/index.ts';

/** The scripts of a project as files: each text once, whoever uses it. */
export interface ScriptFiles {
  /** Names below `scripts`, with their texts, sorted. */
  readonly files: Readonly<Record<string, string>>;
  /** The name of the file with this text. */
  readonly nameOf: (body: string) => string;
}

/** The bodies of programs and hooks, and the named `others`, under names that tell what they are. */
export function scriptFiles(model: ShellModel, others: Readonly<Record<string, string>>): ScriptFiles {
  const wanted = new Map<string, string>();
  const want = (body: string, label: string) => {
    const before = wanted.get(body);
    if (before === undefined || isShorter(label, before)) wanted.set(body, label);
  };
  const isName = targetNames(model);
  for (const program of model.programs) if ('body' in program) want(program.body, labelOf(program.name, isName));
  for (const { from, id, body } of model.hooks) want(body, `${from}-${beforeTarget(id, isName) ?? id}`);
  for (const [label, body] of Object.entries(others)) want(body, label);
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const [body, label] of [...wanted].toSorted(byLabel)) {
    const file = freeName(label.replaceAll(/[^A-Za-z0-9+._-]/g, '-'), taken);
    taken.add(file);
    names.set(body, file);
  }
  const files = [...names].map(([body, file]): readonly [string, string] => [file, body]);
  return {
    files: Object.fromEntries(files.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    nameOf: (body) => {
      const file = names.get(body);
      if (file === undefined) throw new Error('a script that is not among the model’s');
      return file;
    },
  };
}

/** A path literal of a script, from the Nix file's folder. */
export const scriptPath = (folder: '.' | '..', file: string): Nix => ({
  kind: 'path',
  path: `${folder}/scripts/${file}`,
});

/** What a program is called without the target: "cmake" for "x86_64-pc-windows-gnu-cmake", "wine-runner" for "wine-x86_64-pc-windows-gnu". */
function labelOf(program: string, isName: (name: string) => boolean): string {
  const dashes = dashesOf(program);
  const end = dashes.findLast((at) => isName(program.slice(0, at)));
  if (end !== undefined) return program.slice(end + 1);
  const start = beforeTarget(program, isName);
  return start === undefined ? program : `${start}-runner`;
}

/** What stands before the name of a target at the end. */
function beforeTarget(text: string, isName: (name: string) => boolean): string | undefined {
  const at = dashesOf(text).find((dash) => isName(text.slice(dash + 1)));
  return at === undefined ? undefined : text.slice(0, at);
}

const dashesOf = (text: string): readonly number[] => [...text.matchAll(/-/g)].map(({ index }) => index);

/** Whether a text is a name of a target that programs carry. */
function targetNames({ targets }: ShellModel): (name: string) => boolean {
  const names = new Set(Object.values(targets).flatMap(({ target }) => [target.triple, target.names.gnu]));
  return (name) => names.has(name);
}

const isShorter = (a: string, b: string) => a.length < b.length || (a.length === b.length && a < b);

const byLabel = ([bodyA, a]: readonly [string, string], [bodyB, b]: readonly [string, string]) =>
  a < b || (a === b && bodyA < bodyB) ? -1 : 1;

function freeName(label: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count += 1) {
    const candidate = `${label}${count === 1 ? '' : `-${String(count)}`}.sh`;
    if (!taken.has(candidate)) return candidate;
  }
}
