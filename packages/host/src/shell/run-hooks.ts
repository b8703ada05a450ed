import { MkcrossError } from '@mkcross/core';
import { hostFindings as findings } from '../findings/host-findings.ts';
import type { System, Variables } from '../system.ts';
import type { Writer } from '../write/writer.ts';
import type { HostHook } from './host-shell.ts';

/** How hooks are run. */
export interface HookRun {
  readonly bash: string;
  readonly env: Variables;
  /** The working folder. */
  readonly folder: string;
  /** The folder that records with which inputs a hook ran, one file for each hook. */
  readonly records: string;
  /** What writes the records. */
  readonly writer: Writer;
}

/** Variables that every bash sets for itself. */
const setByBash = new Set(['_', 'OLDPWD', 'PWD', 'SHLVL']);

/** What comes before the id of a hook that succeeded, in what the hooks' bash prints. */
const doneMark = ':';

/** Bash that prints the hooks that succeeded and then the variables, also after a hook that exits. */
const report = `mkcross_done=()
mkcross_report() {
  [ "\${#mkcross_done[@]}" -eq 0 ] || printf '${doneMark}%s\\0' "\${mkcross_done[@]}"
  env -0
}
trap 'mkcross_report >&3' EXIT
`;

/**
 * Runs hooks in one bash, in their order, except those whose inputs have not changed since they succeeded. Their output, and a
 * message about each that fails, goes to standard error. Returns the environment that they leave. Finding, thrown: HOOKS_NOT_FINISHED.
 */
export async function runHooks(
  { files, programs }: Pick<System, 'files' | 'programs'>,
  hooks: readonly HostHook[],
  run: HookRun,
): Promise<Variables> {
  const unchanged = await Promise.all(hooks.map((hook) => isUnchanged(files, hook, run)));
  const due = hooks.filter((_, index) => unchanged[index] !== true);
  if (due.length === 0) return run.env;
  const printed = await programs.script(run.bash, `${report}${due.map((hook) => hook.script).join('')}`, run);
  // It prints its variables even where a hook exits.
  if (printed === '') throw new MkcrossError([findings.HOOKS_NOT_FINISHED({ bash: run.bash })]);
  const done = new Set(printed.split('\0'));
  await Promise.all(due.filter(({ id }) => done.has(`${doneMark}${id}`)).map((hook) => record(files, hook, run)));
  return { ...run.env, ...Object.fromEntries(environmentOf(printed)) };
}

/** The variables that `env -0` printed, without those that bash sets for itself. */
export function environmentOf(printed: string): readonly (readonly [string, string])[] {
  return printed
    .split('\0')
    .filter((entry) => entry.includes('=') && !entry.startsWith(doneMark))
    .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)] as const)
    .filter(([name]) => !setByBash.has(name));
}

const recordPath = ({ id }: HostHook, { records }: HookRun) => `${records}/${id.replaceAll(/[^A-Za-z0-9.-]/g, '-')}`;

async function isUnchanged(files: System['files'], hook: HostHook, run: HookRun): Promise<boolean> {
  const inputs = await inputsOf(files, hook);
  return inputs !== undefined && (await files.read(recordPath(hook, run))) === inputs;
}

async function record(files: System['files'], hook: HostHook, run: HookRun): Promise<void> {
  const inputs = await inputsOf(files, hook);
  if (inputs !== undefined) await run.writer.write(recordPath(hook, run), inputs);
}

/** What a hook's result depends on; undefined if it has to run every time, or a path of it does not exist. */
async function inputsOf(files: System['files'], { script, once }: HostHook): Promise<string | undefined> {
  if (once.length === 0) return undefined;
  const states = await Promise.all(once.map((path) => files.status(path)));
  if (states.includes(undefined)) return undefined;
  return JSON.stringify([script, once, states.map((state) => state?.version)]);
}
