import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileCacheFolder, loadModules } from 'mkcross';

const require = createRequire(import.meta.url);
let folder: string;
let env: Readonly<Record<string, string>>;
let cache: string;
let options: readonly string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-load-'));
  env = { HOME: folder };
  options = [];
  cache = join(folder, '.cache/mkcross/compiled');
  await mkdir(join(folder, '.cache'), { mode: 0o755 });
  await module('entry', "exports.sum = require('./part.cjs').one + require('node:path').sep.length;");
  await module('part', 'exports.one = 1;');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const module = (name: string, text: string) => writeFile(join(folder, `${name}.cjs`), text);
const load = (build = 'first', purpose = 'plan') =>
  loadModules('entry.cjs', { folder, build, purpose, env, require, options });

/** The only file in the cache. */
async function kept(): Promise<string> {
  const [name = 'none', ...others] = await readdir(cache);
  expect(others).toEqual([]);
  return join(cache, name);
}

it('loads a module with those that it requires', () => {
  expect(load().exports).toEqual({ sum: 2 });
});

describe('what was compiled', () => {
  beforeEach(() => {
    load().keep();
  });

  /** A text of the same length, which V8 takes for the same: what is loaded tells whether what was kept is used. */
  const change = () => module('part', 'exports.one = 5;');

  it('is used by the next start', async () => {
    await change();
    expect(load().exports).toEqual({ sum: 2 });
  });

  it('is not used by another build, which replaces it', async () => {
    await change();
    const other = load('second');
    expect(other.exports).toEqual({ sum: 6 });
    other.keep();
    await module('part', 'exports.one = 7;');
    expect(load('second').exports).toEqual({ sum: 6 });
    await kept();
  });

  it('is not used for another purpose', async () => {
    await change();
    expect(load('first', 'generate').exports).toEqual({ sum: 6 });
  });

  it('is not written again where nothing is new', async () => {
    const before = await stat(await kept());
    load().keep();
    expect((await stat(await kept())).ino).toBe(before.ino);
  });

  it('gets what a later start needs besides', async () => {
    await module('other', 'exports.one = 1;');
    await module('entry', "exports.sum = require('./other.cjs').one + 1;");
    load().keep();
    await module('other', 'exports.one = 5;');
    await change();
    expect(load().exports).toEqual({ sum: 2 });
    await module('entry', "exports.sum = require('./part.cjs').one + 2;");
    expect(load().exports).toEqual({ sum: 3 });
  });

  it('of a module that has changed is replaced', async () => {
    await module('part', 'exports.one = 10;');
    load().keep();
    await module('part', 'exports.one = 20;');
    expect(load().exports).toEqual({ sum: 11 });
  });

  it('is for this user alone', async () => {
    expect((await stat(await kept())).mode & 0o777).toBe(0o600);
    expect((await stat(cache)).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['others can write it', async (file: string) => chmod(file, 0o622)],
    [
      'it is a link',
      async (file: string) => {
        await rename(file, join(folder, 'elsewhere'));
        await symlink(join(folder, 'elsewhere'), file);
      },
    ],
    ['it was cut off', async (file: string) => truncate(file, (await stat(file)).size - 1)],
    ['it is something else', async (file: string) => writeFile(file, '{}\n')],
    ['it is not even JSON', async (file: string) => writeFile(file, '')],
    ['others can write to its folder', async () => chmod(cache, 0o777)],
  ])('is not used where %s', async (_, spoil) => {
    await spoil(await kept());
    await change();
    expect(load().exports).toEqual({ sum: 6 });
  });

  /** Code that V8 refuses, as it does what was compiled with other options. */
  async function damage() {
    const file = await kept();
    const bytes = await readFile(file);
    await writeFile(file, bytes.fill(0xff, bytes.indexOf('\n') + 1));
  }

  it.each(['options', 'NODE_OPTIONS'])('is not replaced with %s for Node where V8 refuses it', async (by) => {
    await damage();
    await change();
    if (by === 'options') options = ['--no-opt'];
    else env = { ...env, NODE_OPTIONS: '--no-opt' };
    load().keep();
    await module('part', 'exports.one = 7;');
    expect(load().exports).toEqual({ sum: 8 });
  });

  it('is not used where V8 refuses it', async () => {
    await damage();
    await change();
    const loaded = load();
    expect(loaded.exports).toEqual({ sum: 6 });
    loaded.keep();
    await module('part', 'exports.one = 7;');
    expect(load().exports).toEqual({ sum: 6 });
  });
});

it('nothing is kept under what is not the name of a command', async () => {
  load('first', '../plan').keep();
  const all = await readdir(join(folder, '.cache'), { recursive: true });
  expect(all.toSorted()).toEqual(['mkcross', 'mkcross/compiled']);
});

it('a file that cannot be replaced leaves no temporary file', async () => {
  load().keep();
  const file = await kept();
  await rm(file);
  await mkdir(join(file, 'x'), { recursive: true });
  load().keep();
  expect(await kept()).toBe(file);
});

it('what cannot be kept is not missed', async () => {
  await writeFile(join(folder, '.cache/mkcross'), '');
  const loaded = load();
  loaded.keep();
  expect(loaded.exports).toEqual({ sum: 2 });
});

describe('the folder of what was compiled', () => {
  it('is made in a folder of this user, of which it is part', () => {
    expect(compileCacheFolder(env)).toBe(cache);
  });

  it('is not made where there is no folder for caches, or where others can write to it', async () => {
    await chmod(join(folder, '.cache'), 0o777);
    expect(compileCacheFolder(env)).toBeUndefined();
    await rm(join(folder, '.cache'), { recursive: true });
    expect(compileCacheFolder(env)).toBeUndefined();
    await expect(readdir(folder)).resolves.not.toContain('.cache');
  });

  it('is not in a cache that others can write to, or that is a link', async () => {
    const mkcross = join(folder, '.cache/mkcross');
    await mkdir(mkcross);
    await chmod(mkcross, 0o777);
    expect(compileCacheFolder(env)).toBeUndefined();
    await chmod(mkcross, 0o700);
    expect(compileCacheFolder(env)).toBe(cache);
    await rename(mkcross, `${mkcross}2`);
    await symlink(`${mkcross}2`, mkcross);
    expect(compileCacheFolder(env)).toBeUndefined();
  });
});
