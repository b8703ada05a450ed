import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { systemReason } from '@mkcross/core';

/** A program to be started in the place of mkcross: it has the terminal, and mkcross only waits. */
export interface Start {
  readonly command: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
}

/** Signals that are handed on. Ctrl-C at a terminal reaches the program without us. */
const passed = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2'] as const;

/**
 * Runs a program to its end and gives its exit code: 128 and more for a signal, as shells do; 127 where there is no such
 * program, 126 where it cannot be started, and then says so.
 */
export function startProcess({ command, env, folder }: Start): Promise<number> {
  const [program, ...args] = command;
  const failed = ({ code, message }: NodeJS.ErrnoException): number => {
    const reason = code === undefined ? message : systemReason(code);
    const isMissing = code === 'ENOENT';
    process.stderr.write(`mkcross: ${program} ${isMissing ? 'is not on PATH' : `cannot be started: ${reason}`}\n`);
    return isMissing ? 127 : 126;
  };
  const child = spawned(() => spawn(program, args, { cwd: folder, env, stdio: 'inherit' }));
  if (!('kill' in child)) return Promise.resolve(failed(child));
  const handlers = passed.map((signal) => {
    const hand = () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    process.on(signal, hand);
    return { signal, hand };
  });
  return new Promise<number>((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      resolve(failed(error));
    });
    child.on('exit', (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  }).finally(() => {
    for (const { signal, hand } of handlers) process.off(signal, hand);
  });
}

/** A child, or the error that Node throws instead of reporting it to the child, as for arguments that are too long. */
function spawned(spawning: () => ChildProcess): ChildProcess | NodeJS.ErrnoException {
  try {
    return spawning();
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}
