import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyExample, develop, setUp } from '@mkcross/testbed';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const testbed = await setUp(() => undefined);

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

async function copyOf(example: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `mkcross-backends-${example}-`));
  folders.push(folder);
  await copyExample(example, folder);
  return folder;
}

const entriesOf = (printed: string): ReadonlyMap<string, string> =>
  new Map(
    printed
      .split('\0')
      .filter((entry) => entry.includes('='))
      .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );

/** The environment of a project's shell, as Nix makes it and as mkcross makes it over this machine's toolchains. */
async function environments(project: string, shell: string) {
  const nix = await develop(testbed, { project, shell, command: ['env', '-0'] });
  const target = shell === 'default' ? [] : ['--target', shell];
  const host = await execa('node', [command, 'run', '--backend', 'host', ...target, '--', 'env', '-0'], {
    cwd: project,
    env: testbed.host,
    extendEnv: false,
    stripFinalNewline: false,
  });
  return { nix: entriesOf(nix.stdout), host: entriesOf(host.stdout) };
}

/** The names of all variables that the model of a project's shells holds, PATH aside. */
async function modelVariables(project: string): Promise<readonly string[]> {
  const { stdout } = await execa('node', [command, 'plan', '--json'], { cwd: project });
  const plan: unknown = JSON.parse(stdout);
  const env: unknown = typeof plan === 'object' && plan !== null && 'env' in plan ? plan.env : {};
  return Object.keys(typeof env === 'object' && env !== null ? env : {}).filter((name) => name !== 'PATH');
}

/** A value without what two machines call differently: where things are. */
const withoutPaths = (value: string | undefined) => value?.replaceAll(/\/[^\s:;"']+/g, '<path>');

const cases = [
  ['c-make', 'default'],
  ['c-meson', 'default'],
  ['cpp-cmake', 'default'],
  ['env-harness', 'default'],
  ['foreign', 'default'],
  ['hello-rust', 'default'],
  ['hello-rust', 'x86_64-unknown-linux-musl'],
  ['hello-rust', 'x86_64-pc-windows-gnu'],
  ['polyglot', 'default'],
  ['rust-workspace', 'default'],
  ['win32-gdiplus', 'default'],
  ['zig-hello', 'default'],
] as const;

describe.each(cases)('the shell of %s called %s', (example, shell) => {
  it('has the same variables without Nix as with it, apart from paths', async () => {
    const project = await copyOf(example);
    const names = [...(await modelVariables(project)), 'MKCROSS_PROJECT_ROOT'];
    const { nix, host } = await environments(project, shell);
    const facts = (of: ReadonlyMap<string, string>) =>
      Object.fromEntries(names.map((name) => [name, withoutPaths(of.get(name)) ?? 'not set']));
    expect(facts(host)).toEqual(facts(nix));
    expect(host.get('MKCROSS_PROJECT_ROOT')).toBe(project);
    const set = names.filter((name) => nix.has(name));
    expect(set.length).toBeGreaterThan(1);
  });
});

it('leaves the environment of whoever entered as it was, but for what the model holds', async () => {
  const project = await copyOf('hello-rust');
  const user: Readonly<Record<string, string>> = { ...testbed.host, MY_OWN: 'kept', LC_ALL: 'C' };
  const { stdout } = await execa('node', [command, 'run', '--backend', 'host', '--', 'env', '-0'], {
    cwd: project,
    env: user,
    extendEnv: false,
  });
  const inside = entriesOf(stdout);
  const known = new Set([...(await modelVariables(project)), 'MKCROSS_PROJECT_ROOT', 'PATH']);
  const others = [...inside].filter(([name]) => !known.has(name));
  expect(Object.fromEntries(others)).toEqual({
    ...Object.fromEntries(Object.entries(user).filter(([name]) => name !== 'PATH')),
    // A hook of the model sets it, because it keeps the user's own.
    CONFIG_SITE: join(project, '.mkcross/host/files/mkcross-config.site'),
  });
  const path = inside.get('PATH')?.split(':') ?? [];
  expect(path[0]).toBe(join(project, '.mkcross/host/default/bin'));
  const before = user['PATH']?.split(':') ?? [];
  expect(path.slice(1, 1 + before.length)).toEqual(before);
});

it('is the same in a shell within a shell', async () => {
  const project = await copyOf('zig-hello');
  const from = { cwd: project, env: testbed.host, extendEnv: false };
  const run = ['run', '--backend', 'host', '--'];
  const once = await execa('node', [command, ...run, 'env', '-0'], from);
  const twice = await execa('node', [command, ...run, 'node', command, ...run, 'env', '-0'], from);
  expect([...entriesOf(twice.stdout)].toSorted()).toEqual([...entriesOf(once.stdout)].toSorted());
});
