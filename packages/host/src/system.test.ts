import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram, system } from '@mkcross/host/node';

const { files, programs } = system;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-system-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a file', () => {
  it('that does not exist is no error, and anything else is', async () => {
    const gone = join(folder, 'gone/x');
    expect([
      await files.read(gone),
      await files.readLink(gone),
      await files.list(gone),
      await files.status(gone),
    ]).toEqual([undefined, undefined, [], undefined]);
    await expect(files.read(folder)).rejects.toThrow('EISDIR');
    await expect(files.sha256(gone)).rejects.toThrow('ENOENT');
  });

  it('has a version that changes with it, and the hash of its bytes', async () => {
    const file = join(folder, 'file');
    await writeFile(file, 'abc');
    const before = await files.status(file);
    expect(before?.kind).toBe('file');
    expect(await files.sha256(file)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    await writeFile(file, 'abcd');
    expect((await files.status(file))?.version).not.toBe(before?.version);
    expect((await files.status(folder))?.kind).toBe('folder');
  });
});

describe('a program on PATH', () => {
  it('is the first executable file; relative and empty folders are skipped', async () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    await mkdir(join(one, 'tool'), { recursive: true });
    await mkdir(two);
    await writeFile(join(two, 'tool'), '#!/bin/sh\n');
    expect(findProgram(`${one}:${two}`, 'tool')).toBeUndefined();
    await chmod(join(two, 'tool'), 0o755);
    expect(findProgram(`::relative:${one}:${two}`, 'tool')).toBe(join(two, 'tool'));
    expect(findProgram('', 'sh')).toBeUndefined();
    expect(findProgram('bin', 'sh')).toBeUndefined();
  });

  it('prints to both outputs, in a folder outside of the project', async () => {
    const env = { PATH: process.env['PATH'] ?? '' };
    const printed = await programs.output('/bin/sh', ['-c', 'echo out; echo err >&2; pwd; exit 3'], env);
    expect(printed.split(/\n/).toSorted()).toEqual(['/', 'err', 'out']);
    expect(await programs.output(join(folder, 'gone'), [], env)).toBe('');
  });

  it('that is a bash script writes its result to file descriptor 3', async () => {
    const env = { A: 'x', PATH: process.env['PATH'] ?? '' };
    expect(await programs.script('/bin/bash', 'printf "%s" "$A" "$PWD" >&3; exit 1', { env, folder })).toBe(
      `x${folder}`,
    );
  });
});
