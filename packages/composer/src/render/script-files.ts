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
  for (const program of model.programs) if ('body' in program) want(program.body, labelOf(model, program.name));
  for (const { from, id, body } of model.hooks) want(body, `${from}-${withoutTarget(model, id)}`);
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
function labelOf(model: ShellModel, program: string): string {
  const names = namesOf(model);
  const prefix = names.find((name) => program.startsWith(`${name}-`));
  if (prefix !== undefined) return program.slice(prefix.length + 1);
  const suffix = names.find((name) => program.endsWith(`-${name}`));
  return suffix === undefined ? program : `${program.slice(0, -suffix.length - 1)}-runner`;
}

function withoutTarget(model: ShellModel, id: string): string {
  const suffix = namesOf(model).find((name) => id.endsWith(`-${name}`));
  return suffix === undefined ? id : id.slice(0, -suffix.length - 1);
}

/** The names of targets that programs carry, the longest first. */
function namesOf({ targets }: ShellModel): readonly string[] {
  const names = Object.values(targets).flatMap(({ target }) => [target.triple, target.names.gnu]);
  return [...new Set(names)].toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));
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
