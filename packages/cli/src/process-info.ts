import { tmpdir } from 'node:os';
import { hostSystems } from '@mkcross/core';
import { findProgram } from '@mkcross/host/node';
import { createLogUpdate } from 'log-update';
import { startProcess, type Start } from './start-process.ts';
import type { ProcessInfo } from './world.ts';

const systems: Readonly<Record<string, string>> = { 'arm64-linux': 'aarch64-linux', 'arm64-darwin': 'aarch64-darwin' };

/** This process and its machine; what is live is shown on `terminal`, if it is one. */
export function processInfo(terminal: NodeJS.WriteStream): ProcessInfo {
  const name = `${process.arch === 'x64' ? 'x86_64' : process.arch}-${process.platform}`;
  const system = hostSystems.find((one) => one === (systems[name] ?? name));
  return {
    system,
    env: Object.fromEntries(
      Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    ),
    temporary: tmpdir(),
    find: (program, path = process.env['PATH'] ?? '') => findProgram(path, program),
    interruption,
    start: startProcess,
    capture,
    loadSystem: async () => (await import('@mkcross/host/node')).system,
    live: terminal.isTTY ? createLogUpdate(terminal) : undefined,
  };
}

/** A signal that Ctrl-C and SIGTERM abort; they then do not end this process. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => {
      controller.abort();
    });
  return controller.signal;
}

async function capture({ command: [program, ...args], env, folder }: Start) {
  const { execa } = await import('execa');
  const { exitCode, stdout } = await execa(program, args, {
    cwd: folder,
    env,
    extendEnv: false,
    reject: false,
    stderr: 'inherit',
    stdin: 'inherit',
    stripFinalNewline: false,
  });
  return { exitCode: exitCode ?? 127, stdout };
}
