import { hostSystems } from '@mkcross/core';
import { createLogUpdate } from 'log-update';
import { findOnPath } from './find-on-path.ts';
import { startProcess } from './start-process.ts';
import type { Machine } from './world.ts';

const systems: Readonly<Record<string, string>> = { 'arm64-linux': 'aarch64-linux', 'arm64-darwin': 'aarch64-darwin' };

/** The machine that this process runs on; what is live is shown on `terminal`, if it is one. */
export function thisMachine(terminal: NodeJS.WriteStream): Machine {
  const name = `${process.arch === 'x64' ? 'x86_64' : process.arch}-${process.platform}`;
  const system = hostSystems.find((one) => one === (systems[name] ?? name));
  return {
    system,
    env: Object.fromEntries(
      Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    ),
    find: (program) => findOnPath(process.env['PATH'] ?? '', program),
    interruption,
    start: startProcess,
    live: terminal.isTTY ? createLogUpdate(terminal) : undefined,
  };
}

/** A signal that Ctrl-C and SIGTERM abort; they end this process no more. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => {
      controller.abort();
    });
  return controller.signal;
}
