import { tmpdir } from 'node:os';
import { hostTriples, type Host } from '@mkcross/core';
import { findProgram } from '@mkcross/host/node';
import { createLogUpdate } from 'log-update';
import { startProcess, type Start } from './start-process.ts';
import type { ProcessInfo } from './command-context.ts';

/** Architectures as Nix names them, by Node’s names where these differ. */
const architectures: Readonly<Record<string, string>> = { arm64: 'aarch64', x64: 'x86_64' };

/** This process and its machine; what is live is shown on `terminal`, if it is one. */
export function processInfo(terminal: NodeJS.WriteStream): ProcessInfo {
  return {
    system: hostOf(process.arch, process.platform, usesMusl()),
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

/** The machine of a process, as mkcross names it; undefined if mkcross does not know it. */
function hostOf(arch: string, platform: string, musl: boolean): Host | undefined {
  const host: Host = `${architectures[arch] ?? arch}-${platform}${musl ? '-musl' : ''}`;
  return Object.hasOwn(hostTriples, host) ? host : undefined;
}

/** Whether the C library of this machine is musl: https://nodejs.org/api/report.html has a version of glibc where it is that. */
function usesMusl(): boolean {
  if (process.platform !== 'linux') return false;
  const report: unknown = process.report.getReport();
  const header: unknown =
    typeof report === 'object' && report !== null && 'header' in report ? report.header : undefined;
  return typeof header === 'object' && header !== null && !('glibcVersionRuntime' in header);
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
