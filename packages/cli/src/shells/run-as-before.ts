import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startProcess } from '../start-process.ts';
import { readSnapshot, snapshotFile, throughHooks } from './run-snapshot.ts';

/**
 * Runs `mkcross run … -- COMMAND` in a shell that was made before and has not changed; undefined where it has to be made,
 * or where the arguments are any others.
 */
export async function runAsBefore(args: readonly string[]): Promise<number | undefined> {
  const [verb, ...words] = args;
  const separator = words.indexOf('--');
  const [program, ...rest] = words.slice(separator + 1);
  if (verb !== 'run' || separator < 0 || program === undefined) return undefined;
  const shell = shellOf(words.slice(0, separator));
  const root = shell === undefined ? undefined : rootAbove(process.cwd());
  if (shell === undefined || root === undefined) return undefined;
  const snapshot = readSnapshot(snapshotFile(root, shell.name), process.env);
  if (snapshot === undefined || !(shell.isHost || snapshot.unasked)) return undefined;
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return startProcess({
    command: throughHooks(snapshot, process.env, [program, ...rest]),
    env: { ...env, ...snapshot.env },
    folder: process.cwd(),
  });
}

/** The shell that flags name, and whether they say that it is the machine's own; undefined for any other flags. */
function shellOf(flags: readonly string[]): { readonly name: string; readonly isHost: boolean } | undefined {
  let name = 'default';
  let isHost = false;
  for (let index = 0; index < flags.length; index += 2) {
    const [flag, value] = flags.slice(index, index + 2);
    if (flag === '--target' && value !== undefined && /^[\w.-]+$/.test(value)) name = value;
    else if (flag === '--backend' && value === 'host') isHost = true;
    else return undefined;
  }
  return { name, isHost };
}

function rootAbove(folder: string): string | undefined {
  if (existsSync(join(folder, 'mkcross.toml'))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : rootAbove(above);
}
