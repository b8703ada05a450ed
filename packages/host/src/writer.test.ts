import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writerIn, type WriteIo } from '@mkcross/host';
import { writeIo } from '@mkcross/host/node';

let folder: string;
let project: string;
/** A folder of the user that a hostile project would like to reach. */
let home: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-writer-'));
  [project, home] = [join(folder, 'project'), join(folder, 'home')];
  await mkdir(project);
  await mkdir(join(home, 'sub'), { recursive: true });
  await writeFile(join(home, 'key'), 'secret');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const inProject = (path: string) => join(project, path);
const writer = (io: WriteIo = writeIo) => writerIn(io, { of: 'project', folder: project });
const modeOf = async (path: string) => (await lstat(path)).mode & 0o777;

/** Makes a file of the project, with the folders above it; a folder of mkcross is marked as its own. */
async function put(path: string, text = ''): Promise<void> {
  await mkdir(join(inProject(path), '..'), { recursive: true });
  await writeFile(inProject(path), text);
}

const mark = () => put('.mkcross/.gitignore', '*\n');
const refused = { code: 'WRITE_REFUSED' };

describe('a file', () => {
  it('is replaced as a whole, and a link at its place is not followed', async () => {
    await mark();
    await symlink(join(home, 'key'), inProject('.mkcross/file'));
    await writer().write(inProject('.mkcross/file'), 'new', { executable: true });
    expect(await readFile(join(home, 'key'), 'utf8')).toBe('secret');
    expect(await readFile(inProject('.mkcross/file'), 'utf8')).toBe('new');
    expect(await modeOf(inProject('.mkcross/file'))).toBe(0o755);
    expect(await readdir(inProject('.mkcross'))).toEqual(['.gitignore', 'file']);
  });

  it('that is as it should be keeps its time stamp; one that others can change, or that does not start, is replaced', async () => {
    const path = inProject('.mkcross/host/tool');
    await writer().write(path, 'text', { executable: true });
    const { ino } = await lstat(path);
    await writer().write(path, 'text', { executable: true });
    expect((await lstat(path)).ino).toBe(ino);
    for (const mode of [0o777, 0o644]) {
      await chmod(path, mode);
      await writer().write(path, 'text', { executable: true });
      expect(await modeOf(path)).toBe(0o755);
    }
  });

  it('that cannot be replaced leaves nothing beside it, and the reason is a finding', async () => {
    await mark();
    await mkdir(inProject('.mkcross/taken/full'), { recursive: true });
    await expect(writer().write(inProject('.mkcross/taken'), 'x')).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
    await expect(writer().write(inProject('.mkcross/.gitignore/x'), 'x')).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
    });
    expect(await readdir(inProject('.mkcross'))).toEqual(['.gitignore', 'taken']);
  });

  it('that is prepared has the mode of the file that it replaces', async () => {
    await put('file', 'old');
    await chmod(inProject('file'), 0o600);
    const prepared = await writer().prepare(inProject('file'), 'new');
    expect(await readFile(inProject('file'), 'utf8')).toBe('old');
    await prepared.place();
    expect([await readFile(inProject('file'), 'utf8'), await modeOf(inProject('file'))]).toEqual(['new', 0o600]);
    await (await writer().prepare(inProject('file'), 'newer')).drop();
    expect(await readdir(project)).toEqual(['file']);
  });
});

describe('a link', () => {
  it('replaces a file or another link', async () => {
    const path = inProject('.mkcross/link');
    await writer().write(path, 'file');
    await writer().link(path, 'one');
    await writer().link(path, 'two');
    expect(await readlink(path)).toBe('two');
  });

  it.each<readonly [string, string, string]>([
    ['.mkcross', '../home', '.mkcross/x'],
    ['.mkcross', '../home', '.mkcross/host/default/bin/x'],
    ['.mkcross/host', '../../home', '.mkcross/host/default/bin/x'],
    ['.mkcross/host/default/bin', '../../../../home', '.mkcross/host/default/bin/x'],
    ['.mkcross/verify', '../../home', '.mkcross/verify/reports.txt'],
    ['.mkcross/enter', '../../home', '.mkcross/enter/bashrc'],
    ['mkcross', '../home', 'mkcross/default.nix'],
  ])('in the place of the folder %s -> %s: nothing is written, linked or removed', async (link, to, path) => {
    if (link !== '.mkcross') await mark();
    await mkdir(join(inProject(link), '..'), { recursive: true });
    await symlink(to, inProject(link));
    const before = await readdir(home, { recursive: true });
    for (const attempt of [
      () => writer().write(inProject(path), 'x'),
      () => writer().prepare(inProject(path), 'x'),
      () => writer().link(inProject(path), 'x'),
      () => writer().makeFolder(inProject(path)),
      () => writer().remove(inProject(`${link}/key`)),
      () => writer().removeFolder(inProject(`${link}/sub`)),
      () => writer().removeEmptyFolder(inProject(`${link}/sub`)),
    ])
      await expect(attempt()).rejects.toMatchObject(refused);
    expect(await readdir(home, { recursive: true })).toEqual(before);
    expect(await readFile(join(home, 'key'), 'utf8')).toBe('secret');
  });

  it('in a folder that is removed is not followed', async () => {
    await mark();
    await put('.mkcross/verify/fixtures/a/file');
    await symlink(home, inProject('.mkcross/verify/fixtures/a/link'));
    await symlink(home, inProject('.mkcross/verify/fixtures/b'));
    await writer().removeFolder(inProject('.mkcross/verify/fixtures/a'));
    await writer().removeFolder(inProject('.mkcross/verify/fixtures/b'));
    expect(await readdir(inProject('.mkcross/verify/fixtures'))).toEqual([]);
    expect(await readdir(home)).toEqual(['key', 'sub']);
  });
});

describe('the folder .mkcross', () => {
  it('is made and marked, and git ignores it', async () => {
    await writer().write(inProject('.mkcross/host/a'), 'x');
    expect(await readFile(inProject('.mkcross/.gitignore'), 'utf8')).toBe('*\n');
  });

  it('is used if it is empty, and refused if something else made it', async () => {
    await mkdir(inProject('.mkcross'));
    await writer().write(inProject('.mkcross/host/a'), 'x');
    await rm(inProject('.mkcross/.gitignore'));
    await expect(writer().write(inProject('.mkcross/host/a'), 'y')).rejects.toMatchObject(refused);
    await expect(writer().removeFolder(inProject('.mkcross/host'))).rejects.toMatchObject(refused);
    await symlink(join(home, 'key'), inProject('.mkcross/.gitignore'));
    await expect(writer().write(inProject('.mkcross/host/a'), 'y')).rejects.toMatchObject(refused);
    expect(await readFile(inProject('.mkcross/host/a'), 'utf8')).toBe('x');
    expect(await readFile(join(home, 'key'), 'utf8')).toBe('secret');
  });

  it('is used by many at once', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `.mkcross/host/${String(index)}`);
    await Promise.all(names.map((name) => writer().write(inProject(name), 'x')));
    expect(await readdir(inProject('.mkcross/host'))).toHaveLength(20);
    expect(await readdir(inProject('.mkcross'))).toEqual(['.gitignore', 'host']);
  });

  it('and those in it can only be changed by their owner', async () => {
    await mark();
    await mkdir(inProject('.mkcross/host'));
    for (const path of ['.mkcross', '.mkcross/host']) await chmod(inProject(path), 0o777);
    await writer().write(inProject('.mkcross/host/a'), 'x');
    expect([await modeOf(inProject('.mkcross')), await modeOf(inProject('.mkcross/host'))]).toEqual([0o755, 0o755]);
  });

  it('is the only one in a project of which folders are removed', async () => {
    await put('src/main.c', '');
    await expect(writer().removeFolder(inProject('src'))).rejects.toMatchObject(refused);
    await mark();
    await expect(writer().removeFolder(inProject('.mkcross'))).rejects.toMatchObject(refused);
    expect(await readdir(inProject('src'))).toEqual(['main.c']);
  });
});

describe('what belongs to another user', () => {
  /** The file system, but the last part of a path belongs to another user. */
  const ofAnother = (name: string): WriteIo => ({
    ...writeIo,
    owners: [1000],
    target: async (path) => {
      const entry = await writeIo.target(path);
      return entry && { ...entry, owner: 1000 };
    },
    entry: async (path) => {
      const entry = await writeIo.entry(path);
      return entry && { ...entry, owner: path.endsWith(`/${name}`) ? 1234 : 1000 };
    },
  });

  it.each(['.mkcross', '.gitignore', 'host', 'file'])('is not used: %s', async (name) => {
    await mark();
    await put('.mkcross/host/file', 'x');
    const attempt = writer(ofAnother(name)).write(inProject('.mkcross/host/file'), 'x');
    await expect(attempt).rejects.toMatchObject({
      ...refused,
      findings: [{ data: { reason: /another user \(1234\)$/ } }],
    });
  });
});

describe('a folder of the user', () => {
  const cache = () => join(folder, 'cache/mkcross');
  const userWriter = () => writerIn(writeIo, { of: 'user', folder: cache() });

  it('is made with those above it, for the user alone', async () => {
    await userWriter().link(join(cache(), 'projects/a/_'), project);
    expect(await Promise.all([join(folder, 'cache'), cache(), join(cache(), 'projects/a')].map(modeOf))).toEqual([
      0o700, 0o700, 0o700,
    ]);
  });

  it('is closed to others where they could read it', async () => {
    await mkdir(cache(), { recursive: true });
    await chmod(cache(), 0o777);
    await userWriter().write(join(cache(), 'a'), 'x');
    expect(await modeOf(cache())).toBe(0o700);
  });
});

it('a path outside of the folder is refused, and one by its other name is not', async () => {
  for (const path of [join(home, 'key'), `${project}/../home/key`, `${project}-2/x`, `${project}/./x`])
    await expect(writer().write(path, 'x')).rejects.toMatchObject(refused);
  await writerIn(writeIo, { of: 'project', folder: project, alias: '/other' }).write('/other/file', 'x');
  expect(await readFile(inProject('file'), 'utf8')).toBe('x');
});

describe('what a process leaves that is killed', () => {
  const id = '01234567-89ab-cdef-0123-456789abcdef';

  it('beside a file is removed by the next that writes into its folder; what another process is writing stays', async () => {
    await mark();
    for (const name of [`flake.nix.1234567-${id}`, `mine.1234567-0`, `flake.nix.${String(process.pid)}-${id}`])
      await put(name, 'half');
    await symlink(home, inProject(`.mkcross/link.1234567-${id}`));
    await mkdir(inProject(`.mkcross/folder.1234567-${id}`));
    await writer().write(inProject('.mkcross/file'), 'x');
    expect(await readdir(project)).toEqual(['.mkcross', `flake.nix.${String(process.pid)}-${id}`, 'mine.1234567-0']);
    expect(await readdir(inProject('.mkcross'))).toEqual(['.gitignore', 'file', `folder.1234567-${id}`]);
    expect(await readdir(home)).toEqual(['key', 'sub']);
  });

  it('is never a lock without its text: it has another name until then', async () => {
    const seen: string[] = [];
    const io: WriteIo = {
      ...writeIo,
      create: (path, text, mode) => {
        seen.push(path);
        return writeIo.create(path, text, mode);
      },
    };
    const path = inProject('.mkcross/lock');
    expect(await writer(io).claim(path, 'one')).toBe(true);
    expect(await writer(io).claim(path, 'two')).toBe(false);
    expect(seen).not.toContain(path);
    expect(await readFile(path, 'utf8')).toBe('one');
    expect(await readdir(inProject('.mkcross'))).toEqual(['.gitignore', 'lock']);
  });
});

it('after a failure that is over, a folder is used again', async () => {
  let isBroken = true;
  const entry: WriteIo['entry'] = (path) =>
    isBroken ? Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' })) : writeIo.entry(path);
  const one = writer({ ...writeIo, entry });
  await expect(one.write(inProject('.mkcross/file'), 'x')).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
  isBroken = false;
  await one.write(inProject('.mkcross/file'), 'x');
  expect(await readFile(inProject('.mkcross/file'), 'utf8')).toBe('x');
});
