import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { CommandRequest, CommandResult, Ending } from '@mkcross/verify';
import { execa } from 'execa';

const longestOutput = 1_000_000;
const longestTail = 20;
/** Milliseconds between the request to end and the end. */
const grace = 2000;
/** Milliseconds after the end of a program in which its output arrives. */
const arrival = 1000;

/**
 * Starts a program in a process group of its own and waits for its end, not for that of what it leaves running with its
 * output. Rejects only where the log cannot be written.
 */
export async function runCommand(request: CommandRequest): Promise<CommandResult> {
  const { program, args, folder, env, input, log, limit, signal, printsJson = false } = request;
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants;
  const file = (await open(log, O_APPEND | O_CREAT | O_NOFOLLOW | O_WRONLY, 0o644)).createWriteStream();
  // `finished`, below, reports a full disk.
  file.on('error', () => undefined);
  const child = execa(program, args, {
    cwd: folder,
    env,
    extendEnv: false,
    ...(input === undefined ? { stdin: 'ignore' } : { input }),
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
  const output = { stdout: '', stderr: '' };
  const show = (text: string) => {
    tail.add(text);
    file.write(text);
  };
  const lines = splitter((line) => {
    if (!line.startsWith('{')) show(`${line}\n`);
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const room = printsJson ? text.length : longestOutput - output.stdout.length;
    output.stdout += text.slice(0, Math.max(0, room));
    if (printsJson) lines.add(text);
    else show(text);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text.slice(0, Math.max(0, longestOutput - output.stderr.length));
    show(text);
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
  lines.end();
  file.end();
  await finished(file);
  const ended: Ending =
    why !== undefined
      ? { by: why }
      : result.signal !== undefined
        ? { by: 'signal', signal: result.signal }
        : result.exitCode === undefined
          ? { by: 'missing', program }
          : { by: 'code', code: result.exitCode };
  return { ended, ...output, tail: tail.lines(), text: tail.text() };
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
