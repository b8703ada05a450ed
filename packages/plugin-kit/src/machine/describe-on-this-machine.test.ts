import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeOnThisMachine } from '@mkcross/plugin-kit';

const triple = 'x86_64-unknown-linux-musl';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-kit-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A plugin that compiles C with a file of this name. */
const pluginWith = (compiler: string) => ({
  apiVersion: 1,
  meta: { id: 'sample', package: 'mkcross-plugin-sample', summary: 'C for static Linux.' },
  toolchains: [
    {
      id: 'gcc',
      targets: { [triple]: {} },
      languages: ['c'],
      package: { why: 'Compiles.', nix: { set: 'target', attr: ['stdenv.cc'] } },
      programs: { cc: { name: 'gcc', find: [{ command: compiler }] } },
      c: { runtime: 'musl' },
      linkage: 'static',
    },
  ],
});

/** What is declared: bodies of tests by their titles, and the titles of those that are skipped. */
async function declared(compiler: string) {
  const tests = new Map<string, () => unknown>();
  const skipped: string[] = [];
  const it = Object.assign((title: string, body: () => unknown) => void tests.set(title, body), {
    skip: (title: string) => void skipped.push(title),
  });
  const groups: string[] = [];
  const after: (() => Promise<void>)[] = [];
  await describeOnThisMachine(
    {
      plugin: pluginWith(compiler),
      folder: new URL('.', import.meta.url),
      env: { HOME: folder, PATH: `${folder}:${process.env['PATH'] ?? ''}` },
    },
    {
      describe: (title, body) => {
        groups.push(title);
        body();
      },
      it,
      after: (body) => void after.push(body),
    },
  );
  return { tests, skipped, groups, end: () => Promise.all(after.map((body) => body())) };
}

describe('a plugin on this machine', () => {
  it('is skipped where the machine lacks its tools, which are named', async () => {
    const { tests, skipped, groups, end } = await declared('no-such-gcc');
    expect(groups).toEqual([`${triple} by sample/gcc`]);
    expect(skipped).toEqual(['builds sample/c (not on this machine: no-such-gcc or x86_64-unknown-linux-musl-gcc)']);
    expect([...tests.keys()]).toEqual([]);
    await end();
  });

  it('fails if its compiler makes programs for another C library, and finds out programs that lie', async () => {
    await writeFile(join(folder, 'copying-gcc'), '#!/bin/bash\ncp "$(type -P bash)" hello\n');
    await chmod(join(folder, 'copying-gcc'), 0o755);
    const { tests, skipped, end } = await declared('copying-gcc');
    const [honest, ...lies] = [...tests.keys()];
    expect(honest).toMatch(/^builds sample\/c/);
    await expect(tests.get(honest ?? '')?.()).rejects.toThrow('sample/c: check hello: failed');
    expect([...lies, ...skipped].filter((title) => title.startsWith('finds out')).length).toBeGreaterThan(3);
    const copied = lies.find((title) => title.includes('a program that copies one of this machine'));
    await expect(tests.get(copied ?? '')?.()).resolves.toBeUndefined();
    await end();
  });
});
