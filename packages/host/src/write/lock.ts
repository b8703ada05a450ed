import type { Writer } from './writer.ts';

/** What a lock uses of a machine. */
export interface LockIo {
  /** This process, as the number that others know it by. */
  readonly process: number;
  /** The machine: the numbers of processes mean nothing on another one. */
  readonly machine: string;
  readonly isRunning: (process: number) => boolean;
  /** The text of a file; undefined where it does not exist. */
  readonly read: (path: string) => Promise<string | undefined>;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** A lock of a project. */
export interface Lock {
  /** The file that exists while it is held. */
  readonly path: string;
  /** Called once if another process holds it. */
  readonly waiting: (holder: string) => void;
}

/**
 * Does work while no other process holds the same lock; waits for it. The lock of a process that was killed is taken over. A lock
 * from another machine is waited for, because nothing tells whether its process still runs.
 */
export async function withLock<Result>(
  io: LockIo,
  writer: Pick<Writer, 'claim' | 'remove'>,
  { path, waiting }: Lock,
  work: () => Promise<Result>,
): Promise<Result> {
  const own = ownText(io);
  let unwritten = 0;
  for (let isFirst = true; !(await writer.claim(path, own)); isFirst = false) {
    const holder = await io.read(path);
    unwritten = holder === '' ? unwritten + 1 : 0;
    // A process was killed between making its lock and writing it: what takes no time is waited for long enough.
    if (unwritten > patience) await writer.remove(path);
    else if (holder !== undefined && isAbandoned(io, holder)) await takeOver(io, writer, path);
    else {
      if (isFirst && holder !== undefined && holder !== '') waiting(holder.trim());
      await io.wait(100);
    }
  }
  try {
    return await work();
  } finally {
    await writer.remove(path);
  }
}

/** How many times in a row a lock is seen empty before it is taken for abandoned: three seconds. */
const patience = 30;

const ownText = ({ process, machine }: LockIo) => `${String(process)} ${machine}\n`;

function isAbandoned({ machine, isRunning }: LockIo, holder: string): boolean {
  const [, process, of] = /^(\d+) (.*)\n$/.exec(holder) ?? [];
  // Locks are made with their text, so that one without is what a crash of the machine left.
  return process === undefined || (of === machine && !isRunning(Number(process)));
}

/** Removes an abandoned lock. Only one process at a time does, so that none removes the lock of one that was faster. */
async function takeOver(io: LockIo, writer: Pick<Writer, 'claim' | 'remove'>, path: string): Promise<void> {
  const taking = `${path}.taking`;
  if (!(await writer.claim(taking, ownText(io)))) {
    // Its process may have been killed too.
    const taker = await io.read(taking);
    if (taker !== '') return taker !== undefined && isAbandoned(io, taker) ? writer.remove(taking) : io.wait(100);
    await io.wait(100 * patience);
    return (await io.read(taking)) === '' ? writer.remove(taking) : undefined;
  }
  try {
    const holder = await io.read(path);
    if (holder !== undefined && isAbandoned(io, holder)) await writer.remove(path);
  } finally {
    await writer.remove(taking);
  }
}
