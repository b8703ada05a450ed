import {
  cacheFolder,
  changedFindings,
  compareVersions,
  examine,
  fetchablePackages,
  lockText,
  lockTools,
  locateShell,
  originFindings,
  toolFindings,
  withFetched,
  type ToolLock,
} from '@mkcross/host';
import { memorySystem, type Beginning } from '../test/memory-system.ts';
import { allTargets, musl, sampleEntry, sampleModel, sampleTool } from '../test/sample-model.ts';

const zig = sampleTool('zig', {
  version: { args: ['version'], pattern: String.raw`^(\d\S+)` },
  series: '0.15',
  provision: { from: 'pypi', package: 'ziglang', path: 'ziglang/zig' },
});
const wine = sampleTool('wine', {
  version: {
    args: ['--version'],
    pattern: String.raw`wine-(\S+)`,
    minimum: { version: '8.13', reason: 'Older ones fail.' },
  },
  knownIssues: [{ args: ['--help'], pattern: 'bug', why: 'It has a bug.', fix: 'Update it.' }],
});
const model = sampleModel({
  tools: { 'a/zig': zig, 'b/zig': zig, 'a/wine': wine, 'c/unused': sampleTool('unused') },
  env: { TOOLS: [sampleEntry(['a/zig', 'b/zig', 'a/wine'].map((tool) => ({ tool })))] },
});
const programs = { '/bin/bash': '', '/bin/apt-get': '', '/bin/wine': 'wine-9.0' };
const cached = '/home/account/.cache/mkcross/pypi/ziglang';

/** A Zig in the cache, with the record of what was unpacked. In memory, the hash of an unpacked file is its text. */
const fetchedZig = (version: string): Readonly<Record<string, string>> => ({
  [`${cached}/${version}/ziglang/zig`]: 'zig',
  [`${cached}/${version}/mkcross-fetched.json`]: JSON.stringify({
    ...{ version: 1, index: 'https://pypi.org/simple', url: 'https://files.example/zig.whl', sha256: 'ab'.repeat(32) },
    files: [['ziglang/zig', 'zig', 'file']],
  }),
});

async function located(beginning: Beginning, user: Readonly<Record<string, string>> = {}) {
  const system = memorySystem({ programs, ...beginning });
  const request = { model, choice: allTargets, root: '/p', user: { PATH: '/bin', ...user } };
  return { system, shell: await locateShell(system, request) };
}

describe('looking up tools', () => {
  it('takes the newest fetched version of the series, where PATH has another one', async () => {
    const versions = ['0.9.1', '0.15.2', '0.15.10', '0.16.0', '0.15.11.1f-unfinished'];
    const files = {
      ...Object.fromEntries(versions.flatMap((version) => Object.entries(fetchedZig(version)))),
      // Without a record, it is not complete, or was planted.
      [`${cached}/0.15.12/ziglang/zig`]: '',
    };
    const { shell } = await located({ files, programs: { ...programs, '/bin/zig': '0.14.1' } });
    expect(shell.locations.tools['a/zig']).toEqual({ status: 'fetched', path: `${cached}/0.15.10/ziglang/zig` });
    expect(fetchablePackages(shell)).toEqual([]);
  });

  it('runs each program once, for however many tools', async () => {
    const { system, shell } = await located({ programs: { ...programs, '/bin/zig': '0.15.2' } });
    await examine(system, shell);
    expect(system.runs.filter((run) => run.startsWith('/bin/zig'))).toEqual(['/bin/zig version']);
  });

  it('reports a tool that several plugins need once, and can fetch it', async () => {
    const { system, shell } = await located({});
    const found = await toolFindings(system, shell);
    expect(found.map(({ code }) => code)).toEqual(['TOOL_MISSING']);
    expect(fetchablePackages(shell)).toEqual([
      { tools: ['a/zig', 'b/zig'], libraries: [], source: zig.provision, series: '0.15', sha256: undefined },
    ]);
    const [one] = fetchablePackages(shell);
    const after = one === undefined ? shell : await withFetched(shell, one, '/cache/zig');
    expect(after.locations.tools['b/zig']).toEqual({ status: 'fetched', path: '/cache/zig' });
    expect(await toolFindings(system, after)).toEqual([]);
    expect(fetchablePackages(after)).toEqual([]);
  });

  it('reports that bash is missing', async () => {
    const { system, shell } = await located({ programs: { '/bin/zig': '0.15.2', '/bin/wine': 'wine-9' } });
    expect((await toolFindings(system, shell)).map(({ code }) => code)).toEqual(['BASH_MISSING']);
  });
});

describe('the lock file', () => {
  const withZig = { programs: { ...programs, '/bin/zig': '0.15.2' } };

  it('contains required tools with versions and hashes, and tools of other hosts stay', async () => {
    const old = { program: 'zig', version: '1', fetched: null, sha256: '0'.repeat(64) };
    const lock: ToolLock = {
      version: 1,
      systems: { 'aarch64-darwin': { 'a/zig': old }, 'x86_64-linux': { 'gone/tool': old, 'c/unused': old } },
    };
    const { system, shell } = await located({ ...withZig, files: { '/p/mkcross.lock': lockText(lock) } });
    const text = (await lockTools(system, shell))?.file.text ?? '';
    const value: unknown = JSON.parse(text);
    expect(value).toMatchObject({ systems: { 'aarch64-darwin': { 'a/zig': old } } });
    expect(text).not.toMatch('gone/tool');
    expect(text).toMatch('"c/unused"');
    expect(text).toMatch(/"a\/wine": \{\s+"program": "wine",\s+"version": "9.0",\s+"fetched": null/);
  });

  it('is compared with the tools of this machine', async () => {
    const first = await located(withZig);
    const written = (await lockTools(first.system, first.shell))?.file.text ?? '';
    const files = { '/p/mkcross.lock': written };
    const same = await located({ ...withZig, files });
    expect(await toolFindings(same.system, same.shell)).toEqual([]);
    const other = await located({ programs: { ...withZig.programs, '/bin/wine': 'wine-9.1' }, files });
    expect((await toolFindings(other.system, other.shell)).map(({ code }) => code)).toEqual(['LOCK_DIFFERS']);
    const without = { '/p/mkcross.lock': lockText({ version: 1, systems: { 'x86_64-linux': {} } }) };
    const lacking = await located({ ...withZig, files: without });
    const lacks = (await toolFindings(lacking.system, lacking.shell)).map(({ code }) => code);
    expect(new Set(lacks)).toEqual(new Set(['LOCK_LACKS_TOOL']));
    // A tool of another version than the locked one is taken, if it was not fetched.
    const relocked = await lockTools(other.system, other.shell);
    expect(relocked === undefined ? [] : await toolFindings(other.system, relocked.located)).toEqual([]);
  });

  it('has the hash of the wheel that a tool was fetched in, and requires exactly this version', async () => {
    const files = {
      ...fetchedZig('0.15.2'),
      ...fetchedZig('0.15.1'),
    };
    const first = await located({ files });
    const locked = await lockTools(first.system, first.shell);
    expect(locked?.located.locked?.['a/zig']).toEqual({
      program: 'zig',
      version: null,
      fetched: 'ziglang',
      sha256: 'ab'.repeat(32),
      unpacked: await first.system.files.textHash('[["ziglang/zig","zig","file"]]'),
    });
    const text = (locked?.file.text ?? '').replaceAll('"version": null', '"version": "0.15.1"');
    const second = await located({ files: { ...files, '/p/mkcross.lock': text } });
    expect(second.shell.locations.tools['a/zig']).toMatchObject({ path: `${cached}/0.15.1/ziglang/zig` });
    const none = await located({ files: { '/p/mkcross.lock': text } });
    expect(fetchablePackages(none.shell)).toEqual([
      expect.objectContaining({ series: '0.15.1', sha256: 'ab'.repeat(32) }),
    ]);
    // Of a version that the project does not accept any more, the hash is of no use.
    const old = await located({ files: { '/p/mkcross.lock': text.replaceAll('0.15.1', '0.14.1') } });
    expect(fetchablePackages(old.shell)).toEqual([expect.objectContaining({ series: '0.15', sha256: undefined })]);
  });

  it('differs where the record of what was unpacked was changed too', async () => {
    const first = await located({ files: fetchedZig('0.15.2') });
    const text = (await lockTools(first.system, first.shell))?.file.text ?? '';
    const same = await located({ files: { ...fetchedZig('0.15.2'), '/p/mkcross.lock': text } });
    expect(await toolFindings(same.system, same.shell)).toEqual([]);
    const forged = Object.fromEntries(
      Object.entries(fetchedZig('0.15.2')).map(([path, content]) => [path, content.replace(/^zig$|"zig"/, '"evil"')]),
    );
    const other = await located({ files: { ...forged, '/p/mkcross.lock': text } });
    const [differs] = (await toolFindings(other.system, other.shell)).filter(({ code }) => code === 'LOCK_DIFFERS');
    expect(differs?.data['locked']).toMatch(/^zig .*of its files [0-9a-zA-Z]/);
    expect(differs?.data['here']).not.toBe(differs?.data['locked']);
  });

  it('is an error if it is invalid, and is not replaced', async () => {
    const { system, shell } = await located({ ...withZig, files: { '/p/mkcross.lock': '{"version":2}' } });
    expect(await toolFindings(system, shell)).toMatchObject([
      { code: 'LOCK_UNREADABLE', where: { file: 'mkcross.lock' } },
    ]);
    expect(await lockTools(system, shell)).toBeUndefined();
  });
});

describe('doctor', () => {
  it('lists tools with the command that installs what is missing', async () => {
    const { system, shell } = await located({});
    const { tools, install, packageManager } = await examine(system, shell);
    expect(tools.map(({ names, place, version, wanted }) => [names, place, version, wanted])).toEqual([
      [['a/zig', 'b/zig'], 'missing', null, '0.15'],
      [['a/wine'], 'path', '9.0', '8.13 or later'],
    ]);
    expect(packageManager).toBe('apt');
    expect(install).toMatchObject({ apt: 'apt-get install zig-package', nix: 'nix profile install nixpkgs#zig' });
  });

  it('finds files in the cache that were changed, added or removed, and names some of them', async () => {
    const zigFile = `${cached}/0.15.2/ziglang/zig`;
    const same = await located({ files: fetchedZig('0.15.2') });
    expect(await changedFindings(same.system, same.shell)).toEqual([]);
    const more = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`${cached}/0.15.2/lib/${n}`, '']));
    const changed = await located({ files: { ...fetchedZig('0.15.2'), [zigFile]: 'evil', ...more } });
    const folder = `${cached}/0.15.2`;
    expect(await changedFindings(changed.system, changed.shell)).toMatchObject([
      { code: 'FETCHED_CHANGED', data: { folder, count: 7, files: ['lib/0', 'lib/1', 'lib/2', 'lib/3', 'lib/4'] } },
    ]);
  });

  it('warns of a program from another index than the configured one', async () => {
    const { system, shell } = await located({ files: fetchedZig('0.15.2') });
    expect(await originFindings(system, shell, 'https://pypi.org/simple')).toEqual([]);
    expect(await originFindings(system, shell, 'https://pypi.example')).toMatchObject([
      { code: 'FETCHED_ELSEWHERE', data: { from: 'https://pypi.org/simple', index: 'https://pypi.example' } },
    ]);
  });

  it('reports old tools, known bugs, and variables that affect every target', async () => {
    const files = fetchedZig('0.15.2');
    const old = { ...programs, '/bin/wine': 'wine-8.2 bug' };
    const { system, shell } = await located({ files, programs: old }, { CFLAGS: '-O2', RUSTFLAGS: '', LDFLAGS: '' });
    const codes = (await examine(system, shell)).findings.map(({ code }) => code);
    expect(codes).toEqual(['TOOL_OLD', 'TOOL_FAULTY', 'ENV_AFFECTS_ALL_TARGETS', 'ENV_AFFECTS_ALL_TARGETS']);
  });

  it('runs no program of the project to answer a question, and names nothing of it to others', async () => {
    const system = memorySystem({
      links: { '/bin/wine': '/p/tools/wine' },
      programs: { ...programs, '/p/bin/zig': '0.15.2', '/usr/bin/other': 'other 1' },
    });
    const user = { PATH: '/p/bin:/bin:bin:/usr/bin', RUSTUP_HOME: '/p/.rustup', LANG: 'C' };
    const request = { model, choice: allTargets, root: '/p', user };
    const untrusted = { folders: ['/p'], plugins: new Set<string>() };
    const asked = await locateShell(system, { ...request, untrusted });
    const found = (await examine(system, asked)).findings;
    expect(found.map(({ code, data }) => [code, data['path']])).toEqual([
      ['TOOL_NOT_RUN', '/p/bin/zig'],
      ['TOOL_NOT_RUN', '/bin/wine'],
    ]);
    expect(asked.locations.tools['a/zig']).toMatchObject({ status: 'found', path: '/p/bin/zig' });
    expect(await asked.probe.output('/p/bin/zig', ['version'])).toBe('');
    expect(system.runs.filter((run) => /zig|wine/.test(run))).toEqual([]);
    await asked.probe.output('/usr/bin/other', ['--version']);
    expect(system.environments.at(-1)).toEqual({ PATH: '/bin:/usr/bin', LANG: 'C' });
    await (await locateShell(system, request)).probe.output('/usr/bin/other', ['--version']);
    expect(system.environments.at(-1)).toEqual(user);
  });

  it('runs no tool of a plugin that the user did not allow, wherever it is', async () => {
    const system = memorySystem({ programs });
    const request = { model, choice: allTargets, root: '/p', user: { PATH: '/bin' } };
    const asked = await locateShell(system, { ...request, untrusted: { folders: ['/p'], plugins: new Set(['a']) } });
    const { tools, findings } = await examine(system, asked);
    await lockTools(system, asked);
    const named = Object.keys(model.tools).filter((name) => name.startsWith('a/'));
    expect(named).not.toEqual([]);
    expect(tools.filter(({ version }) => version !== null)).toEqual([]);
    expect(findings.map(({ code }) => code)).toContain('TOOL_NOT_RUN');
    expect(system.runs.filter((run) => /^(?!sha256 ).*(zig|wine)/.test(run))).toEqual([]);
  });

  it('reports broken toolchains, targets without std, missing proxies, and cargo configuration', async () => {
    const rust = sampleModel({
      tools: { 'rust/rustup': sampleTool('rustup', { alsoProvides: ['cargo', 'rustc', 'rustdoc'] }) },
      packages: [{ from: 'rust', package: { attr: ['rustup'] }, tool: 'rust/rustup', why: 'test' }],
      env: { RUSTUP_HOME: [sampleEntry('x')] },
    });
    const toolchain = '/p/.rustup/toolchains/stable';
    const files = {
      [`${toolchain}/lib/rustlib/${musl}/lib/libstd.rlib`]: '',
      '/.cargo/config.toml': '[env]\nRUSTUP_HOME = { value = "/h", force = true }\n',
      '/bin/cargo': '',
    };
    const broken = memorySystem({ files, programs: { ...programs, '/bin/rustup': 'rustup 1.28' } });
    const request = { model: rust, choice: allTargets, root: '/p', user: { PATH: '/bin' } };
    const { findings } = await examine(broken, await locateShell(broken, request));
    expect(findings.map(({ code }) => code)).toEqual([
      'TOOLCHAIN_BROKEN',
      'STD_NOT_INSTALLED',
      'RUSTUP_PROXIES_MISSING',
      'CARGO_CONFIG_FORCES',
    ]);
    expect(findings[2]?.data).toEqual({ rustup: '/bin/rustup', missing: ['rustc'] });
  });
});

describe('the cache folder', () => {
  it.each([
    [{ MKCROSS_CACHE: '/c', XDG_CACHE_HOME: '/x', HOME: '/h' }, '/c'],
    [{ XDG_CACHE_HOME: '/x', HOME: '/h' }, '/x/mkcross'],
    [{ HOME: '/h' }, '/h/.cache/mkcross'],
    [{}, '/home/account/.cache/mkcross'],
    [{ MKCROSS_CACHE: '', XDG_CACHE_HOME: '', HOME: '' }, '/home/account/.cache/mkcross'],
    [{ MKCROSS_CACHE: 'c', XDG_CACHE_HOME: 'x/y', HOME: '/h' }, '/h/.cache/mkcross'],
  ])('of %j is %s', (env, folder) => {
    expect(cacheFolder(env, '/home/account')).toBe(folder);
  });
});

it('orders versions by their numbers', () => {
  const versions = ['0.17.0.post0', '0.9', '0.17.0', '0.15.10', '0.15.2'];
  expect(versions.toSorted(compareVersions)).toEqual(['0.9', '0.15.2', '0.15.10', '0.17.0', '0.17.0.post0']);
});
