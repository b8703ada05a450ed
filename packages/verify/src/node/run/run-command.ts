import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { execa } from 'execa';

/** A program to start, and how it is watched. */
export interface CommandRequest {
  readonly command: readonly [string, ...string[]];
  readonly folder: string;
  /** The whole environment of the program. */
  readonly env: Readonly<Record<string, string>>;
  /** A file that gets all that it prints. */
  readonly log: string;
  /** Seconds after which it is stopped. */
  readonly limit: number;
  readonly signal: AbortSignal;
  /** Gets each line of its standard output, which is then left out of the log. */
  readonly onLine?: (line: string) => void;
}

/** How a program ended. */
export interface CommandResult {
  readonly ended: Ending;
  /** The first megabyte of its standard output; empty where lines were taken. */
  readonly stdout: string;
  /** The last lines of all that it printed. */
  readonly tail: readonly string[];
  /** The last 20,000 characters of it. */
  readonly text: string;
  readonly seconds: number;
}

/** `code` of its own, a `signal`, stopped by us (`limit`, `stopped`), or never started. */
type Ending =
  | { readonly by: 'code'; readonly code: number }
  | { readonly by: 'limit' | 'stopped' }
  | { readonly by: 'missing'; readonly program: string }
  | { readonly by: 'signal'; readonly signal: string };

const longestOutput = 1_000_000;
const longestTail = 20;
/** Milliseconds between the request to end and the end. */
const grace = 2000;
/** Milliseconds after its end in which what a program printed arrives. */
const arrival = 1000;

/**
 * Starts a program in a process group of its own, without standard input, and waits for its end, not for that of what it
 * leaves running with its output. Rejects only where the log cannot be written.
 */
export async function runCommand(request: CommandRequest): Promise<CommandResult> {
  const { command, folder, env, log, limit, signal, onLine } = request;
  const start = performance.now();
  const file = createWriteStream(log, { flags: 'a' });
  // A full disk is told by `finished`, below.
  file.on('error', () => undefined);
  const [program, ...args] = command;
  const child = execa(program, args, {
    cwd: folder,
    env,
    extendEnv: false,
    stdin: 'ignore',
    detached: true,
    cleanup: false,
    buffer: false,
    reject: false,
  });
  let why: 'limit' | 'stopped' | undefined;
  const stop = (reason: 'limit' | 'stopped') => {
    why ??= reason;
    endGroup(child.pid);
  };
  const timer = setTimeout(() => {
    stop('limit');
  }, limit * 1000);
  const onAbort = () => {
    stop('stopped');
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  const tail = lastLines(longestTail);
  let stdout = '';
  const lines = onLine === undefined ? undefined : splitter(onLine);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (lines !== undefined) {
      lines.add(text);
      return;
    }
    if (stdout.length < longestOutput) stdout += text.slice(0, longestOutput - stdout.length);
    tail.add(text);
    file.write(text);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    tail.add(text);
    file.write(text);
  });
  child.once('exit', () => {
    setTimeout(() => {
      child.stdout.destroy();
      child.stderr.destroy();
    }, arrival).unref();
  });
  const result = await child;
  clearTimeout(timer);
  signal.removeEventListener('abort', onAbort);
  lines?.end();
  file.end();
  await finished(file);
  const seconds = (performance.now() - start) / 1000;
  const ended: Ending =
    why !== undefined
      ? { by: why }
      : result.signal !== undefined
        ? { by: 'signal', signal: result.signal }
        : result.exitCode === undefined
          ? { by: 'missing', program }
          : { by: 'code', code: result.exitCode };
  return { ended, stdout, tail: tail.lines(), text: tail.text(), seconds };
}

/** Asks a process group to end, and ends it if it does not. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  signalGroup(pid, 'SIGTERM');
  setTimeout(() => {
    signalGroup(pid, 'SIGKILL');
  }, grace).unref();
}

function signalGroup(pid: number, signal: 'SIGKILL' | 'SIGTERM'): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

/** Keeps the last lines of a text that comes in pieces. */
function lastLines(most: number) {
  let kept = '';
  return {
    add: (text: string) => {
      kept = (kept + text).slice(-20_000);
    },
    text: () => kept,
    lines: (): readonly string[] => kept.replaceAll('\r', '').trimEnd().split('\n').slice(-most),
  };
}

/** Cuts text that comes in pieces into lines. */
function splitter(onLine: (line: string) => void) {
  let rest = '';
  return {
    add: (text: string) => {
      const parts = (rest + text).split('\n');
      rest = parts.pop() ?? '';
      parts.forEach(onLine);
    },
    end: () => {
      if (rest !== '') onLine(rest);
    },
  };
}
