import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import type { HostHook } from '../shell/host-shell.ts';

/** How hooks are run. */
export interface HookRun {
  readonly bash: string;
  readonly env: Readonly<Record<string, string>>;
  /** Where the user is. */
  readonly folder: string;
  /** Where is kept what does not have to run again. */
  readonly stamps: string;
}

/** Variables that every bash sets for itself. */
const own = new Set(['_', 'OLDPWD', 'PWD', 'SHLVL']);

/**
 * Runs hooks in one bash, in their order, without those that need not run again. What they print goes to standard error.
 * Gives the environment that they leave.
 */
export async function runHooks(hooks: readonly HostHook[], run: HookRun): Promise<Readonly<Record<string, string>>> {
  const due: HostHook[] = [];
  for (const hook of hooks) if (!(await isDone(hook, run))) due.push(hook);
  if (due.length === 0) return run.env;
  // With a socket for standard input, bash takes itself for a remote shell's and reads the user's settings.
  const script = `${due.map((hook) => hook.script).join('')}\nenv -0 >&3\n`;
  const { stdio } = await execa(run.bash, ['--norc', '-c', script], {
    cwd: run.folder,
    env: run.env,
    extendEnv: false,
    reject: false,
    stdio: ['inherit', process.stderr, 'inherit', 'pipe'],
    stripFinalNewline: false,
  });
  for (const hook of due) await remember(hook, run);
  const printed: unknown = stdio[3];
  const left = typeof printed === 'string' ? printed.split('\0').filter((entry) => entry !== '') : [];
  if (left.length === 0) return run.env;
  const entries = left.map(
    (entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)] as const,
  );
  return { ...run.env, ...Object.fromEntries(entries.filter(([name]) => !own.has(name))) };
}

const stampOf = ({ id }: HostHook, { stamps }: HookRun) => join(stamps, id.replaceAll(/[^A-Za-z0-9.-]/g, '-'));

async function isDone(hook: HostHook, run: HookRun): Promise<boolean> {
  const state = await stateOf(hook);
  return state !== undefined && (await readFile(stampOf(hook, run), 'utf8').catch(() => '')) === state;
}

async function remember(hook: HostHook, run: HookRun): Promise<void> {
  const state = await stateOf(hook);
  if (state === undefined) return;
  const stamp = stampOf(hook, run);
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, state);
}

/** What a hook's result depends on; undefined where it has to run each time, or something of it is not there. */
async function stateOf({ script, once }: HostHook): Promise<string | undefined> {
  if (once.length === 0) return undefined;
  const states = await Promise.all(once.map((path) => stat(path, { bigint: true }).catch(() => undefined)));
  if (states.includes(undefined)) return undefined;
  const parts = states.map((state) => `${String(state?.size)} ${String(state?.mtimeNs)}`);
  return createHash('sha256')
    .update(JSON.stringify([script, once, parts]))
    .digest('hex');
}
