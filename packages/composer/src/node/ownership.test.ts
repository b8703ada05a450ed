import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { disk, findRoot, ownersOf, type Files } from '@mkcross/composer/node';

/** A machine with some files mkcross.toml, folders of other users than 1000, and folders on another device than the rest. */
interface Machine {
  readonly configs: readonly string[];
  readonly owned?: Readonly<Record<string, number>>;
  readonly devices?: Readonly<Record<string, number>>;
}

/** Looks for the project around /home/me/p/sub as the user 1000. */
async function found(
  { configs, owned = {}, devices = {} }: Machine,
  { safe = [], owners }: { readonly safe?: readonly string[]; readonly owners: readonly number[] | undefined } = {
    owners: [1000],
  },
) {
  const files: Files = {
    ...disk,
    exists: (path) => Promise.resolve(configs.includes(path)),
    owner: (path) => Promise.resolve({ user: owned[path] ?? 1000, device: devices[path] ?? 1 }),
  };
  const result = await findRoot(files, '/home/me/p/sub', { owners, safeFolders: () => Promise.resolve(safe) });
  return result.root ?? result.found.map(({ code, data }) => [code, data['ended'] ?? data['folder']]).flat();
}

const config = '/home/me/p/mkcross.toml';

describe('the project around a folder', () => {
  it('is the nearest', async () => {
    expect(await found({ configs: [config, '/home/me/mkcross.toml'] })).toBe('/home/me/p');
    expect(await found({ configs: [] })).toEqual(['CONFIG_NOT_FOUND', '/home/me/p/sub']);
  });

  it.each([
    ['the folder', { '/home/me/p': 1234 }],
    ['the file', { [config]: 1234 }],
    ['both, of root', { '/home/me/p': 0, [config]: 0 }],
  ])('is not used if another user owns %s, unless git treats it as safe', async (_, owned) => {
    const machine = { configs: [config], owned };
    expect(await found(machine)).toEqual(['PROJECT_NOT_OWNED', '/home/me/p']);
    for (const safe of [['*'], ['/home/me/p'], ['/home/me/*'], ['/other', '', '/home/me/p']])
      expect(await found(machine, { safe, owners: [1000] })).toBe('/home/me/p');
    for (const safe of [[''], ['/home/me/p', ''], ['/home/me/p/sub'], ['/home/me/p2'], ['me']])
      expect(await found(machine, { safe, owners: [1000] })).toEqual(['PROJECT_NOT_OWNED', '/home/me/p']);
    expect(await found(machine, { owners: undefined })).toBe('/home/me/p');
  });

  it('is not looked for above a folder of another user', async () => {
    const machine = { configs: ['/home/me/mkcross.toml'], owned: { '/home/me/p': 1234 } };
    expect(await found(machine)).toEqual(['CONFIG_NOT_FOUND', '/home/me/p']);
    expect(await found(machine, { safe: ['/home/me/p'], owners: [1000] })).toBe('/home/me');
  });

  it('is not looked for on another file system', async () => {
    expect(await found({ configs: ['/home/me/mkcross.toml'], devices: { '/home/me': 2 } })).toEqual([
      'CONFIG_NOT_FOUND',
      '/home/me/p/sub',
    ]);
  });
});

it('files of the one who called sudo are those of root', () => {
  expect(ownersOf(1000, undefined)).toEqual([1000]);
  expect(ownersOf(1000, '0')).toEqual([1000]);
  expect(ownersOf(0, '1000')).toEqual([0, 1000]);
  expect(ownersOf(0, 'x')).toEqual([0]);
  expect(ownersOf(undefined, undefined)).toBeUndefined();
});

it('the disk tells who owns what a link leads to', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mkcross-owner-'));
  await writeFile(join(folder, 'a'), '');
  expect((await disk.owner(join(folder, 'a')))?.user).toBe(process.geteuid?.());
  expect(await disk.owner(join(folder, 'gone'))).toBeUndefined();
  await rm(folder, { recursive: true });
});
