import { tmpdir } from 'node:os';
import { ownersOf } from '@mkcross/composer/node';
import { inspect } from '@mkcross/inspect';
import { withFile } from '@mkcross/inspect/node';
import { detectHost, findProgram, lockIo, system } from '@mkcross/host/node';
import { safeFolders } from './git.ts';
import type { Start } from './start-process.ts';
import type { ProcessInfo } from './command-context.ts';

/** This process and its machine; what is live is shown on `terminal`, if it is one. `undecodable` are variables that are not UTF-8. */
export async function processInfo(terminal: NodeJS.WriteStream, undecodable: readonly string[]): Promise<ProcessInfo> {
  return {
    system: await detectHost(system.files, process),
    env: Object.fromEntries(
      Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    ),
    temporary: tmpdir(),
    owners: ownersOf(process.geteuid?.(), process.env['SUDO_UID']),
    safeFolders,
    writer: system.writer,
    inspect: (path, shown) => withFile(path, (source) => inspect(source, shown)),
    lockIo,
    undecodable,
    find: (program, path = process.env['PATH'] ?? '') => findProgram(path, program),
    interruption,
    start,
    capture,
    loadSystem: () => Promise.resolve(system),
    confirm: terminal.isTTY && process.stdin.isTTY ? (question) => confirm(terminal, question) : undefined,
    live: terminal.isTTY ? await liveText(terminal) : undefined,
  };
}

/** Asks for a yes; anything else, and the end of the input, is a no. Standard output may be read by a program, and is not used. */
async function confirm(terminal: NodeJS.WriteStream, question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: terminal });
  const ended = new Promise<string>((resolve) => {
    lines.once('close', () => {
      resolve('');
    });
  });
  try {
    return /^y(es)?$/i.test((await Promise.race([lines.question(`${question} [y/N] `), ended])).trim());
  } finally {
    lines.close();
  }
}

async function liveText(terminal: NodeJS.WriteStream): Promise<(text: string) => void> {
  const { createLogUpdate } = await import('log-update');
  return createLogUpdate(terminal);
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

async function start(what: Start): Promise<number> {
  // Loaded when needed: Node's module of processes is a large one.
  const { startProcess } = await import('./start-process.ts');
  return startProcess(what);
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
