import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** The variable by which everything that a verification starts is known, wherever it moves: wineserver leaves its group. */
export const markVariable = 'MKCROSS_VERIFY_RUN';

/** Ends all processes that carry a mark, and waits until they are gone. On systems without /proc there is nothing to find. */
export async function endMarked(mark: string): Promise<void> {
  const deadline = performance.now() + 5000;
  for (let round = 0; performance.now() < deadline; round++) {
    const found = await marked(mark);
    if (found.length === 0) return;
    // wineserver writes the registry when it is asked to end; what does not listen is ended after a second.
    for (const pid of found) signal(pid, round < 20 ? 'SIGTERM' : 'SIGKILL');
    await wait(50);
  }
}

async function marked(mark: string): Promise<readonly number[]> {
  const entry = `${markVariable}=${mark}`;
  const names = await readdir('/proc').catch(() => []);
  const found = await Promise.all(
    names.flatMap((name) => {
      const pid = Number(name);
      return Number.isInteger(pid) && pid !== process.pid ? [carries(pid, entry)] : [];
    }),
  );
  return found.flatMap((pid) => pid ?? []);
}

/** The process, if its environment holds an entry; others' environments cannot be read. */
async function carries(pid: number, entry: string): Promise<number | undefined> {
  const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
  return environment.split('\0').includes(entry) ? pid : undefined;
}

function signal(pid: number, name: 'SIGKILL' | 'SIGTERM'): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}
