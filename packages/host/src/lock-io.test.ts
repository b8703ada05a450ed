import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock, writerIn, type LockIo } from '@mkcross/host';
import { lockIo, writeIo } from '@mkcross/host/node';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-lock-'));
  path = join(folder, '.mkcross/verify.lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Does work in a lock as another process would. */
const locked = <Result>(
  work: () => Promise<Result>,
  io: LockIo = lockIo,
  waiting: (holder: string) => void = () => undefined,
) => withLock(io, writerIn(writeIo, { of: 'project', folder }), { path, waiting }, work);

it('is held by one at a time, and removed in the end', async () => {
  let inside = 0;
  const most: number[] = [];
  const work = async () => {
    most.push((inside += 1));
    await lockIo.wait(5);
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 4 }, () => locked(work)));
  expect(most).toEqual([1, 1, 1, 1]);
  await expect(locked(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await readdir(join(folder, '.mkcross'))).toEqual(['.gitignore']);
});

it('names who holds it, once', async () => {
  const holders: string[] = [];
  let waits = 0;
  const io: LockIo = {
    ...lockIo,
    machine: 'here',
    wait: async () => {
      if ((waits += 1) === 3) await rm(path);
    },
  };
  await locked(() => Promise.resolve());
  await writeFile(path, '1 elsewhere\n');
  await locked(
    () => Promise.resolve(),
    io,
    (holder) => holders.push(holder),
  );
  expect(holders).toEqual(['1 elsewhere']);
});

it('of a process that was killed is taken over', async () => {
  const { pid } = spawnSync('/bin/true');
  await locked(() => Promise.resolve());
  await writeFile(path, `${String(pid)} ${lockIo.machine}\n`);
  expect(await Promise.all([1, 2, 3].map((one) => locked(() => Promise.resolve(one))))).toEqual([1, 2, 3]);
  expect(await locked(() => readFile(path, 'utf8'))).toBe(`${String(process.pid)} ${lockIo.machine}\n`);
  expect(lockIo.isRunning(process.pid)).toBe(true);
});

it('is taken over also where a process was killed while it took it over', async () => {
  const { pid } = spawnSync('/bin/true');
  await locked(() => Promise.resolve());
  await writeFile(path, `${String(pid)} ${lockIo.machine}\n`);
  await writeFile(`${path}.taking`, `${String(pid)} ${lockIo.machine}\n`);
  let waits = 0;
  const io: LockIo = {
    ...lockIo,
    wait: () =>
      (waits += 1) < 50 ? Promise.resolve() : Promise.reject(new Error('it waits for a process that has ended')),
  };
  expect(await locked(() => Promise.resolve('done'), io)).toBe('done');
  expect(await readdir(join(folder, '.mkcross'))).toEqual(['.gitignore']);
});

it.each([
  ['', ''],
  ['', '.taking'],
])('is taken over also where a process was killed before it wrote its name', async (text, end) => {
  const { pid } = spawnSync('/bin/true');
  await locked(() => Promise.resolve());
  await writeFile(path, `${String(pid)} ${lockIo.machine}\n`);
  await writeFile(`${path}${end}`, text);
  let waits = 0;
  const io: LockIo = {
    ...lockIo,
    wait: () => ((waits += 1) < 200 ? Promise.resolve() : Promise.reject(new Error('the lock is never released'))),
  };
  expect(await locked(() => Promise.resolve('done'), io)).toBe('done');
  expect(await readdir(join(folder, '.mkcross'))).toEqual(['.gitignore']);
});
