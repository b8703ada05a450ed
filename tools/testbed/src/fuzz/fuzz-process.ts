// A process of its own: its only work is inspecting, so that its processor time is that of inspecting, and a thread in it
// has as much memory as an inspection may take. This thread watches whether that one still comes forward.
import { readFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import fc from 'fast-check';
import { isJob, type Job, type Outcome } from './job.ts';
import { mutate, mutations } from './mutations.ts';
import { limits, rangesLookedAt, watchedInspection } from './watched-inspection.ts';

/** Far more than any inspection may take, even on a machine that does much else. */
const hangsAfterSeconds = 60;

if (isMainThread) watch(process.argv[2] ?? '');
else work(workerData);

function watch(text: string): void {
  const job: unknown = JSON.parse(text);
  const counter = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { job, counter },
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
  });
  const end = (outcome: unknown) => {
    process.stdout.write(JSON.stringify(outcome));
    process.exit();
  };
  worker.on('message', end);
  worker.on('error', ({ message }) => {
    end({ cases: counter[0], formats: {}, worst: { ms: 0, bytes: 0 }, fault: message });
  });
  let seen = -1;
  setInterval(() => {
    if (counter[0] === seen) end({ cases: seen, formats: {}, worst: { ms: 0, bytes: 0 }, fault: 'it hangs' });
    seen = counter[0] ?? 0;
  }, hangsAfterSeconds * 1000);
}

function work(data: unknown): void {
  if (typeof data !== 'object' || data === null || !('job' in data) || !isJob(data.job)) throw new Error('no job');
  if (!('counter' in data) || !(data.counter instanceof Int32Array)) throw new Error('no counter');
  const { counter } = data;
  parentPort?.postMessage(fuzz(data.job, () => Atomics.add(counter, 0, 1)));
}

function fuzz({ files, seed, seconds }: Job, count: () => void): Outcome {
  const specimens = files.map((path) => {
    const bytes = new Uint8Array(readFileSync(path));
    return { path, bytes, lookedAt: rangesLookedAt(bytes, path) };
  });
  const formats = new Map<string, number>();
  const worst = { ms: 0, bytes: 0 };
  const property = fc.property(fc.nat({ max: specimens.length - 1 }), mutations, (index, changes) => {
    const specimen = specimens[index];
    if (specimen === undefined) return;
    count();
    const { bytes, undo } = mutate(specimen.bytes, specimen.lookedAt, changes);
    try {
      const { found, cost } = watchedInspection(bytes, specimen.path);
      formats.set(found.format ?? 'unknown', (formats.get(found.format ?? 'unknown') ?? 0) + 1);
      worst.ms = Math.max(worst.ms, cost.ms);
      worst.bytes = Math.max(worst.bytes, cost.bytes - bytes.length);
    } finally {
      undo();
    }
  });
  const details = fc.check(property, {
    seed,
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: seconds * 1000,
  });
  const [index, changes] = details.counterexample ?? [];
  const fault =
    details.counterexample === null
      ? null
      : `${specimens[index ?? 0]?.path ?? ''}, ${fc.stringify(changes)}: ${String(details.errorInstance)}`;
  return { cases: details.numRuns, formats: Object.fromEntries(formats), worst, fault };
}
