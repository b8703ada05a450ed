import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { disk, errorReason } from '@mkcross/composer/node';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-read-'));
});
afterEach(() => rm(folder, { recursive: true }));

const reasonOf = (path: string) =>
  disk.read(path).then(
    () => undefined,
    (error: unknown) => errorReason(error),
  );

it('reads ordinary files alone, and does not wait for a writer of a pipe', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  await writeFile(join(folder, 'text'), '\uFEFFa');
  expect(await reasonOf(join(folder, 'pipe'))).toBe('it is not an ordinary file');
  expect(await reasonOf('/dev/zero')).toBe('it is not an ordinary file');
  expect(await reasonOf(folder)).toBe('it is a folder');
  expect(await disk.read(join(folder, 'text'))).toBe('a');
  expect(await disk.readExactly(join(folder, 'text'))).toBe('\uFEFFa');
  // Its size is 0.
  expect(await disk.read('/proc/self/cmdline')).not.toBe('');
});

it('reads no file that is longer than any that people write', async () => {
  await writeFile(join(folder, 'long'), '');
  await truncate(join(folder, 'long'), (1 << 24) + 1);
  expect(await reasonOf(join(folder, 'long'))).toBe('it is too large');
  await truncate(join(folder, 'long'), 1 << 24);
  expect(await reasonOf(join(folder, 'long'))).toBeUndefined();
});
