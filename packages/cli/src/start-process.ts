import { spawn } from 'node:child_process';
import { constants } from 'node:os';

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
  const child = spawn(program, args, { cwd: folder, env, stdio: 'inherit' });
  const handlers = passed.map((signal) => {
    const hand = () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    process.on(signal, hand);
    return { signal, hand };
  });
  return new Promise<number>((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      process.stderr.write(
        `mkcross: ${program} ${error.code === 'ENOENT' ? 'is not on PATH' : `cannot be started: ${error.message}`}\n`,
      );
      resolve(error.code === 'ENOENT' ? 127 : 126);
    });
    child.on('exit', (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  }).finally(() => {
    for (const { signal, hand } of handlers) process.off(signal, hand);
  });
}
