import { chmod, chown, cp, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cachedShellPath, ownerOf, readCachedShell, stateOf } from 'mkcross';

let folder: string;
let root: string;
let user: Readonly<Record<string, string>>;
let cache: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-cache-'));
  root = join(folder, 'project');
  user = { HOME: join(folder, 'home'), PATH: '/bin' };
  await mkdir(root);
  for (const [name, text] of [
    ['mkcross.toml', 'plugins = []'],
    ['tool', 'tool'],
    ['script', 'script'],
  ] as const)
    await writeFile(join(root, name), text, { mode: 0o755 });
  await symlink('tool', join(root, 'link'));
  cache = cachedShellPath(user, root, 'default');
  await mkdir(dirname(cache), { recursive: true });
  await keep({});
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Caches a shell of the project, which differs from a valid one in some properties. */
async function keep(other: object): Promise<void> {
  const paths = ['mkcross.toml', 'link', 'script'].map((name) => join(root, name));
  const shell = {
    root,
    owner: ownerOf(root),
    user: { PATH: '/bin' },
    files: Object.fromEntries(paths.map((path) => [path, stateOf(path)])),
    automatic: true,
    env: {},
    unset: [],
    bash: '/bin/bash',
    hooks: '',
  };
  await writeFile(cache, JSON.stringify({ ...shell, ...other }), { mode: 0o600 });
}

const read = (at = root) => readCachedShell(at, 'default', user);

describe('a cached shell', () => {
  it('is in the state folder of the user, and not in the project', () => {
    expect(cache.startsWith(join(folder, 'home/.local/state/mkcross/'))).toBe(true);
    expect(cachedShellPath({ ...user, XDG_STATE_HOME: '/s' }, root, 'default')).toMatch(/^\/s\/mkcross\//);
    for (const XDG_STATE_HOME of ['', 'relative', './x'])
      expect(cachedShellPath({ ...user, XDG_STATE_HOME }, root, 'default')).toBe(cache);
    expect(cachedShellPath(user, '/a/_/b', 'x')).not.toBe(cachedShellPath(user, '/a', 'b/_/x'));
    expect(read()).toMatchObject({ root });
  });

  it.each<readonly [string, () => Promise<unknown>]>([
    ['the configuration changes', () => writeFile(join(root, 'mkcross.toml'), 'plugins = ["a"]')],
    ['a link is gone', () => rm(join(root, 'link'))],
    ['a link leads elsewhere', () => rm(join(root, 'link')).then(() => symlink('script', join(root, 'link')))],
    ['what a link leads to is gone', () => rm(join(root, 'tool'))],
    ['a tool is replaced in its place', () => writeFile(join(root, 'tool'), 'TOOL')],
    ['a script cannot be run any more', () => chmod(join(root, 'script'), 0o644)],
    ['a script is gone', () => rm(join(root, 'script'))],
    ['others can write it', () => chmod(cache, 0o666)],
    ['it is a link', () => rename(cache, `${cache}.x`).then(() => symlink(`${cache}.x`, cache))],
    ['it is of another project', () => keep({ root: '/other' })],
    ['the project has another owner', () => keep({ owner: 4321 })],
    ['it does not depend on the configuration', () => keep({ files: {} })],
    ['the user has another PATH', () => keep({ user: { PATH: '/other' } })],
    ['it is no cached shell', () => writeFile(cache, '[]')],
  ])('is not used if %s', async (_, change) => {
    await change();
    expect(read()).toBeUndefined();
  });

  it('of a project is not that of its copy', async () => {
    await cp(root, `${root}2`, { recursive: true });
    expect(read(`${root}2`)).toBeUndefined();
  });

  const itAsRoot = process.geteuid?.() === 0 ? it : it.skip;
  itAsRoot('of another user is not used', async () => {
    await chown(cache, 4321, 4321);
    expect(read()).toBeUndefined();
  });
});
