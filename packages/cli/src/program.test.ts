import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ImportPackage } from '@mkcross/composer/node';
import { disk } from '@mkcross/composer/node';
import { run, type World } from 'mkcross';
import { noMachine } from '../test/no-machine.ts';
import rust from '@mkcross/rust';
import rustMingw from '@mkcross/rust-mingw';
import rustMusl from '@mkcross/rust-musl';
import wine from '@mkcross/wine';
import zigCc from '@mkcross/zig-cc';

const TOOLCHAIN = '[toolchain]\ntargets = ["x86_64-pc-windows-gnu", "x86_64-unknown-linux-musl"]\n';
const CONFIG = 'plugins = ["rust-musl", "rust-mingw", "wine"]\n';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-cli-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const step = { kind: 'run', of: 'x', args: [], exitCode: 0, stdout: '' };
const sample = (id: string, parts: object = {}) => ({
  apiVersion: 1,
  meta: { id, package: `mkcross-plugin-${id}`, summary: 'A sample.' },
  targets: [{ triple: 'x86_64-unknown-linux-musl', verification: [step] }],
  ...parts,
});
const setting = (name: string, value: unknown) => ({ shell: { env: { [name]: { kind: 'set', value, why: 'test' } } } });

/** A plugin that clashes with any other of its kind in a flake input, a script and a runner. */
const clashing = (id: string) =>
  sample(id, {
    targets: [{ triple: 'aarch64-unknown-linux-musl', verification: [step] }],
    runners: [
      { runs: { os: 'linux', arch: ['aarch64'] }, script: { name: id, values: {}, body: 'exec "$@"' }, why: 'test' },
    ],
    shell: {
      inputs: {
        scripts: [{ name: 'tool', values: {}, body: `echo ${id}` }],
        flakes: { other: { url: `github:${id}/${id}`, follows: true } },
      },
    },
  });

const packages: Readonly<Record<string, unknown>> = {
  '@mkcross/rust': rust,
  '@mkcross/rust-mingw': rustMingw,
  '@mkcross/rust-musl': rustMusl,
  '@mkcross/wine': wine,
  '@mkcross/zig-cc': zigCc,
  'mkcross-plugin-a': sample('a', setting('SHARED', 'one')),
  'mkcross-plugin-b': sample('b', setting('SHARED', 'two')),
  'mkcross-plugin-list': sample('list', {
    shell: { env: { SHARED: { kind: 'append', values: ['x'], separator: ':', why: 'test' } } },
  }),
  'mkcross-plugin-old': sample('old', { apiVersion: 0 }),
  'mkcross-plugin-ring': sample('ring', { requires: ['mkcross-plugin-gnir'] }),
  'mkcross-plugin-gnir': sample('gnir', { requires: ['mkcross-plugin-ring'] }),
  'mkcross-plugin-global': sample('global', setting('CFLAGS', '-O2')),
  'mkcross-plugin-hyphen': sample('hyphen', setting('CC_x86_64-pc-windows-gnu', 'cc')),
  'mkcross-plugin-hole': sample('hole', setting('X', [{ tool: 'nowhere' }])),
  'mkcross-plugin-shape': sample('shape', { targets: 'many' }),
  'mkcross-plugin-nothing': undefined,
  '@other/mkcross-plugin-a': { ...sample('a'), meta: { ...sample('a').meta, package: '@other/mkcross-plugin-a' } },
  'mkcross-plugin-refine': sample('refine', {
    refine: () => {
      throw new Error('it cannot');
    },
  }),
  'mkcross-plugin-one': clashing('one'),
  'mkcross-plugin-two': clashing('two'),
};

const importPackage: ImportPackage = (name) => {
  if (name === 'mkcross-plugin-throws') return Promise.reject(new Error('it throws'));
  if (name in packages) return Promise.resolve(packages[name]);
  return Promise.reject(Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' }));
};

async function mkcross(...args: readonly string[]) {
  let out = '';
  let err = '';
  const world: World = {
    folder,
    files: disk,
    importerFor: () => importPackage,
    untracked: () => Promise.resolve([]),
    machine: noMachine,
    out: (text) => (out += text),
    err: (text) => (err += text),
    colour: { out: false, err: false },
  };
  const code = await run(world, args, '0.0.0');
  return { code, out, err };
}

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text, name.endsWith('.bin') ? 'latin1' : 'utf8');
  }
}

/** Bad input, the code that tells what is wrong, and the place that it names. */
const badInputs: readonly (readonly [string, Readonly<Record<string, string>>, string, string])[] = [
  ['no mkcross.toml', {}, 'CONFIG_NOT_FOUND', ''],
  ['bad TOML', { 'mkcross.toml': 'plugins = [\n"a"\nb' }, 'TOML_SYNTAX', 'mkcross.toml:3'],
  [
    'an unknown key',
    { 'mkcross.toml': `${CONFIG}plugin = {}\ntarget-list = []\n` },
    'CONFIG_UNKNOWN_KEY',
    'mkcross.toml:3:1',
  ],
  [
    'a key with a slip',
    { 'mkcross.toml': `${CONFIG}[nix]\nnixpgks = "x"\n` },
    'Did you mean "nixpkgs"?',
    'mkcross.toml:3:1',
  ],
  ['a wrong type', { 'mkcross.toml': 'plugins = "rust"\n' }, 'CONFIG_WRONG_TYPE', 'mkcross.toml:1:1'],
  [
    'an unknown system',
    { 'mkcross.toml': `${CONFIG}[nix]\nsystems = ["x86_64-linus"]\n` },
    'Did you mean "x86_64-linux"?',
    'mkcross.toml:3:12',
  ],
  ['plugins twice', { 'mkcross.toml': 'plugins = ["rust", "rust"]\n' }, 'CONFIG_WRONG_TYPE', 'mkcross.toml:1:1'],
  [
    'a table for a list',
    { 'mkcross.toml': `${CONFIG}[targets.x86_64-pc-windows-gnu]\nlibraries = []\n` },
    'CONFIG_TABLE_FOR_LIST',
    'mkcross.toml:2:2',
  ],
  [
    'a plugin that is not installed',
    { 'mkcross.toml': 'plugins = ["rust-mus"]\n' },
    'PLUGIN_NOT_INSTALLED',
    'Did you mean "rust-musl"?',
  ],
  [
    'a plugin that throws',
    { 'mkcross.toml': 'plugins = ["mkcross-plugin-throws"]\n' },
    'PLUGIN_LOAD_FAILED',
    'mkcross.toml:1:12',
  ],
  [
    'a package that is no plugin',
    { 'mkcross.toml': 'plugins = ["mkcross-plugin-nothing"]\n' },
    'PLUGIN_INVALID',
    'mkcross-plugin-nothing',
  ],
  [
    'a plugin of another shape',
    { 'mkcross.toml': 'plugins = ["mkcross-plugin-shape"]\n' },
    'PLUGIN_INVALID',
    'mkcross-plugin-shape',
  ],
  [
    'a plugin of another API',
    { 'mkcross.toml': 'plugins = ["mkcross-plugin-old"]\n' },
    'PLUGIN_API_MISMATCH',
    'mkcross-plugin-old',
  ],
  [
    'a plugin with an undeclared tool',
    { 'mkcross.toml': 'plugins = ["mkcross-plugin-hole"]\n' },
    'a tool "nowhere"',
    'mkcross-plugin-hole',
  ],
  ['a plugin that sets a global flag', { 'mkcross.toml': 'plugins = ["mkcross-plugin-global"]\n' }, 'ENV_GLOBAL', ''],
  [
    'a plugin with a name no shell accepts',
    { 'mkcross.toml': 'plugins = ["mkcross-plugin-hyphen"]\n' },
    'ENV_NAME_INVALID',
    '',
  ],
  [
    'plugins in a circle',
    { 'mkcross.toml': 'plugins = ["mkcross-plugin-ring"]\n', 'rust-toolchain.toml': TOOLCHAIN },
    'PLUGIN_REQUIRES_CYCLE',
    '',
  ],
  [
    'two plugins that set one variable',
    { 'mkcross.toml': 'plugins = ["mkcross-plugin-a", "mkcross-plugin-b"]\ntargets = ["x86_64-unknown-linux-musl"]\n' },
    'ENV_CONFLICT',
    '',
  ],
  [
    'a variable set and added to',
    {
      'mkcross.toml':
        'plugins = ["mkcross-plugin-a", "mkcross-plugin-list"]\ntargets = ["x86_64-unknown-linux-musl"]\n',
    },
    'ENV_KIND_CONFLICT',
    '',
  ],
  [
    'an unknown target',
    { 'mkcross.toml': `${CONFIG}targets = ["x86_64-unknown-linux-mus"]\n` },
    'TARGET_UNSUPPORTED',
    'Did you mean "x86_64-unknown-linux-musl"?',
  ],
  [
    'a target of a plugin that is not listed',
    { 'mkcross.toml': 'plugins = ["rust-musl"]\n', 'rust-toolchain.toml': TOOLCHAIN },
    'npm install --save-dev @mkcross/rust-mingw',
    'rust-toolchain.toml:2:12',
  ],
  [
    'a target that no system builds',
    { 'mkcross.toml': `${CONFIG}targets = ["x86_64-pc-windows-gnu"]\n[nix]\nsystems = ["aarch64-darwin"]\n` },
    'TARGET_UNSUPPORTED_HOST',
    'mkcross.toml:2:12',
  ],
  [
    'a toolchain without targets',
    { 'mkcross.toml': CONFIG, 'rust-toolchain.toml': '[toolchain]\nchannel = "stable"\n' },
    'npx mkcross add target',
    'rust-toolchain.toml',
  ],
  ['no targets at all', { 'mkcross.toml': CONFIG }, 'TARGETS_MISSING', 'mkcross.toml'],
  [
    'a toolchain that is none',
    { 'mkcross.toml': CONFIG, 'rust-toolchain.toml': '[toolchain]\ntargets = "musl"\n' },
    'TOOLCHAIN_FILE_INVALID',
    'rust-toolchain.toml:2:1',
  ],
  [
    'a legacy toolchain file',
    { 'mkcross.toml': CONFIG, 'rust-toolchain.toml': TOOLCHAIN, 'rust-toolchain': 'stable' },
    'TOOLCHAIN_FILE_LEGACY',
    'rust-toolchain',
  ],
  [
    'a default target that is not built',
    { 'mkcross.toml': `${CONFIG}default-target = "wasm32-wasip1"\n`, 'rust-toolchain.toml': TOOLCHAIN },
    'TARGET_NOT_SELECTED',
    'mkcross.toml:2:1',
  ],
  [
    'settings of a target that is not built',
    { 'mkcross.toml': `${CONFIG}[target.wasm32-wasip1]\n`, 'rust-toolchain.toml': TOOLCHAIN },
    'TARGET_NOT_SELECTED',
    'mkcross.toml:2:2',
  ],
  [
    'an option of the wrong type',
    { 'mkcross.toml': `${CONFIG}[plugin.wine]\nprefix = 3\n`, 'rust-toolchain.toml': TOOLCHAIN },
    'CONFIG_WRONG_TYPE',
    'mkcross.toml:3:1',
  ],
  [
    'an unknown option',
    { 'mkcross.toml': `${CONFIG}[plugin.wine]\nprefixx = "a"\n`, 'rust-toolchain.toml': TOOLCHAIN },
    'Did you mean "prefix"?',
    'mkcross.toml:3:1',
  ],
  [
    'a path that leads out of the project',
    { 'mkcross.toml': `${CONFIG}[plugin.wine]\nprefix = "../wine"\n`, 'rust-toolchain.toml': TOOLCHAIN },
    'PATH_OUTSIDE_PROJECT',
    'mkcross.toml:3:1',
  ],
  [
    'options of a plugin that is not used',
    { 'mkcross.toml': `${CONFIG}[plugin.win]\n`, 'rust-toolchain.toml': TOOLCHAIN },
    'PLUGIN_NOT_SELECTED',
    'mkcross.toml:2:2',
  ],
  [
    'a variable that no shell accepts',
    { 'mkcross.toml': `${CONFIG}[env]\n"a-b" = "c"\n`, 'rust-toolchain.toml': TOOLCHAIN },
    'ENV_NAME_INVALID',
    'mkcross.toml:3:1',
  ],
  [
    'a value with NUL',
    { 'mkcross.toml': `${CONFIG}[env]\nA = "\\u0000"\n`, 'rust-toolchain.toml': TOOLCHAIN },
    'VALUE_HAS_NUL',
    'mkcross.toml:3:1',
  ],
  [
    'a package name that is none',
    { 'mkcross.toml': `${CONFIG}[nix]\npackages = ["a; rm -rf"]\n` },
    'CONFIG_WRONG_TYPE',
    'mkcross.toml:3:13',
  ],
  [
    'a runner that nobody offers',
    { 'mkcross.toml': `${CONFIG}[target.x86_64-pc-windows-gnu]\nrunner = "qemu"\n`, 'rust-toolchain.toml': TOOLCHAIN },
    'RUNNER_UNKNOWN',
    'mkcross.toml:3:1',
  ],
  [
    'a C compiler that nobody has',
    { 'mkcross.toml': `${CONFIG}[target.x86_64-unknown-linux-musl]\ncc = "tcc"\n`, 'rust-toolchain.toml': TOOLCHAIN },
    'CC_UNKNOWN',
    'mkcross.toml:3:1',
  ],
  [
    'a C compiler for another C runtime',
    {
      'mkcross.toml': `plugins = ["rust-mingw", "zig-cc"]\ntargets = ["x86_64-pc-windows-gnu"]\n[target.x86_64-pc-windows-gnu]\ncc = "zig-cc"\n`,
    },
    'CC_RUNTIME_MISMATCH',
    'mkcross.toml:4:1',
  ],
  [
    'a foreign flake, and a foreign mkcross.nix',
    { 'mkcross.toml': CONFIG, 'rust-toolchain.toml': TOOLCHAIN, 'flake.nix': '{ }\n', 'mkcross.nix': '{ }\n' },
    'FILE_NOT_OURS',
    'mkcross.nix',
  ],
];

const CLASHING = 'plugins = ["mkcross-plugin-one", "mkcross-plugin-two", "rust-musl"]\n';
const MUSL = 'targets = ["x86_64-unknown-linux-musl", "aarch64-unknown-linux-musl"]\n';

describe('plugins that do not fit together', () => {
  it.each([
    ['PLUGIN_DUPLICATE', 'plugins = ["mkcross-plugin-a", "@other/mkcross-plugin-a"]\n'],
    ['PLUGIN_REFINE_FAILED', 'plugins = ["mkcross-plugin-refine"]\n'],
    ['FLAKE_INPUT_CONFLICT', CLASHING],
    ['FILE_CONFLICT', CLASHING],
    ['RUNNER_CONFLICT', CLASHING],
    ['PLUGIN_NOT_FOR_HOST', `plugins = ["rust-musl", "wine"]\n`],
  ])('%s', async (code, plugins) => {
    await put({ 'mkcross.toml': `${plugins}${MUSL}[nix]\nsystems = ["x86_64-linux", "aarch64-darwin"]\n` });
    expect((await mkcross('plan')).err).toMatch(new RegExp(`^(error|warning) ${code}\\b`, 'm'));
  });
});

describe('bad input', () => {
  it.each(badInputs)(
    '%s: is a coded error with place and next step, and nothing is written',
    async (_, files, told, place) => {
      await put(files);
      const { code, err, out } = await mkcross('generate');
      expect(code).toBe(1);
      expect(out).toBe('');
      expect(err).toMatch(/^(error|warning) [A-Z_]+/m);
      expect(err).toContain(told);
      expect(err).toContain(place);
      expect(err).toMatch(/^ {2}next: \S/m);
      expect((await readdir(folder)).toSorted()).toEqual(Object.keys(files).toSorted());
    },
  );

  it('random bytes are a coded error', async () => {
    await writeFile(join(folder, 'mkcross.toml'), Buffer.from([0xff, 0xfe, 0x00, 0x80]));
    const { code, err } = await mkcross('generate');
    expect(code).toBe(1);
    expect(err).toContain('CONFIG_UNREADABLE');
  });

  it('tells all findings of all files at once', async () => {
    await put({ 'mkcross.toml': 'plugins = 1\nother = 2\n', 'rust-toolchain.toml': '[' });
    const { err } = await mkcross('generate');
    expect([...err.matchAll(/^error ([A-Z_]+)/gm)].map(([, code]) => code).toSorted()).toEqual([
      'CONFIG_UNKNOWN_KEY',
      'CONFIG_WRONG_TYPE',
      'TOML_SYNTAX',
    ]);
  });

  it('gives programs one JSON object', async () => {
    await put({ 'mkcross.toml': 'plugins = 1\n' });
    const { out, err, code } = await mkcross('generate', '--json');
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      findings: [{ code: 'CONFIG_WRONG_TYPE', where: { line: 1, column: 1 } }],
    });
    expect(err).toBe('');
    expect(code).toBe(1);
  });

  it.each([[['wrong']], [['generate', '--wrong']], [['explain']], [['add', 'colour', 'red']]])(
    '%j is a wrong command line',
    async (args) => {
      const { code, err } = await mkcross(...args);
      expect(code).toBe(2);
      expect(err).toContain('error USAGE');
    },
  );
});

describe('generate', () => {
  beforeEach(() => put({ 'mkcross.toml': CONFIG, 'rust-toolchain.toml': TOOLCHAIN }));

  it('writes once, and then finds nothing to do', async () => {
    expect((await mkcross('generate')).out).toBe('wrote flake.nix\n');
    expect((await mkcross('generate')).out).toBe('unchanged flake.nix\n');
    expect((await mkcross('generate', '--check')).code).toBe(0);
  });

  it('gives the same bytes from plugins in any order', async () => {
    const first = (await mkcross('generate', '--stdout')).out;
    await put({ 'mkcross.toml': 'plugins = ["wine", "rust-mingw", "rust-musl", "rust"]\n' });
    expect((await mkcross('generate', '--stdout')).out).toBe(first);
  });

  it('--check after an edit by hand shows the difference and exits with 3', async () => {
    await mkcross('generate');
    const flake = await readFile(join(folder, 'flake.nix'), 'utf8');
    await writeFile(join(folder, 'flake.nix'), flake.replace('nixos-unstable', 'nixos-24.11'));
    const { code, out, err } = await mkcross('generate', '--check');
    expect(code).toBe(3);
    expect(out).toMatch(/^-.*nixos-24\.11/m);
    expect(out).toMatch(/^\+.*nixos-unstable/m);
    expect(err).toContain('FILE_DRIFT');
  });

  it('replaces a file of its own, whole', async () => {
    await mkcross('generate');
    await put({ 'mkcross.toml': `${CONFIG}[env]\nA = "b"\n` });
    expect((await mkcross('generate')).out).toBe('wrote flake.nix\n');
    expect((await readdir(folder)).toSorted()).toEqual(['flake.nix', 'mkcross.toml', 'rust-toolchain.toml']);
  });

  it.each(['flake.nix', 'devenv.nix'])(
    'leaves a foreign %s alone, and writes mkcross.nix beside it',
    async (foreign) => {
      await put({ [foreign]: '{ }\n' });
      const { out } = await mkcross('generate');
      expect(out).toMatch(/^wrote mkcross\.nix\n/);
      expect(out).toMatch('devShells.x86_64-linux = mkcross.devShells;');
      expect(await readFile(join(folder, foreign), 'utf8')).toBe('{ }\n');
      expect((await mkcross('generate')).out).toBe('unchanged mkcross.nix\n');
      expect((await mkcross('generate', '--check')).code).toBe(0);
    },
  );

  it('leaves no half-written file where it cannot write', async () => {
    await chmod(folder, 0o500);
    const files = { ...disk, write: () => Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' })) };
    let err = '';
    const world: World = {
      folder,
      files,
      importerFor: () => importPackage,
      untracked: () => Promise.resolve([]),
      machine: noMachine,
      out: () => undefined,
      err: (text) => (err += text),
      colour: { out: false, err: false },
    };
    expect(await run(world, ['generate'], '0.0.0')).toBe(1);
    await chmod(folder, 0o700);
    expect(err).toContain('FILE_UNWRITABLE');
    expect(err).toContain('permission denied');
    expect((await readdir(folder)).toSorted()).toEqual(['mkcross.toml', 'rust-toolchain.toml']);
  });
});

describe('explain', () => {
  beforeEach(() => put({ 'mkcross.toml': `${CONFIG}[env]\nCARGO_HOME = "/mine"\n`, 'rust-toolchain.toml': TOOLCHAIN }));

  it('says who set a variable, to what, and why', async () => {
    const { out } = await mkcross('explain', 'CC_x86_64_pc_windows_gnu');
    expect(out).toBe(`CC_x86_64_pc_windows_gnu  variable
  value    <nixpkgs for x86_64-pc-windows-gnu: stdenv.cc>/bin/x86_64-w64-mingw32-gcc
  from     the plugin rust-mingw
  why      The cc crate would else take the global CC, which is the host’s.
  where    the default shell and the one of x86_64-pc-windows-gnu
`);
  });

  it('names the user as owner where mkcross.toml wins', async () => {
    const { out } = await mkcross('explain', 'CARGO_HOME');
    expect(out).toContain('mkcross.toml:3:1');
    expect(out).toContain('instead of <project>/.cargo  from rust');
  });

  it.each(['rust/install', 'cargo-host', 'rustup', 'x86_64-unknown-linux-musl', 'windres'])(
    'knows %s',
    async (name) => {
      expect((await mkcross('explain', name)).code).toBe(0);
    },
  );

  it('offers the nearest names for one that nothing has', async () => {
    const { code, err } = await mkcross('explain', 'CARGO_HOM');
    expect(code).toBe(1);
    expect(err).toMatch(/NAME_UNKNOWN[^]*CARGO_HOME/);
  });
});

describe('init and add', () => {
  it('make a project that can be generated, and overwrite nothing', async () => {
    await put({ 'Cargo.toml': '[package]\n', 'Cargo.lock': 'name = "clang-sys"\n' });
    expect((await mkcross('init')).code).toBe(0);
    expect(await readFile(join(folder, 'mkcross.toml'), 'utf8')).toContain('bindgen = true');
    expect((await mkcross('generate')).code).toBe(0);
    const again = await mkcross('init');
    expect(again.code).toBe(1);
    expect(again.err).toContain('FILE_EXISTS');
  });

  it('add only to a rust-toolchain.toml with a table [toolchain]', async () => {
    const add = ['add', 'target', 'x86_64-unknown-linux-musl'];
    expect((await mkcross(...add)).err).toContain('TOOLCHAIN_FILE_MISSING');
    await put({ 'rust-toolchain.toml': 'toolchain = { channel = "stable" }\n' });
    expect((await mkcross(...add)).err).toContain('TOOLCHAIN_EDIT_UNSAFE');
  });

  it('propose plugins for the targets that rust-toolchain.toml lists', async () => {
    await put({ 'rust-toolchain.toml': '[toolchain]\ntargets = ["x86_64-unknown-linux-musl"]\n' });
    await mkcross('init');
    expect(await readFile(join(folder, 'mkcross.toml'), 'utf8')).toContain('plugins = ["rust", "rust-musl"]');
  });

  it.each([
    [
      '[toolchain]\nchannel = "stable" # pinned\n',
      '[toolchain]\nchannel = "stable" # pinned\ntargets = ["wasm32-wasip1"]\n',
    ],
    ['[toolchain]\ntargets = []\n', '[toolchain]\ntargets = ["wasm32-wasip1"]\n'],
    ['[toolchain]\ntargets = ["a-b"] # why\n', '[toolchain]\ntargets = ["a-b", "wasm32-wasip1"] # why\n'],
    [
      '[toolchain]\ntargets = [\n  "b-b", # b\n  "a-a" # a\n]\nx = 1\n',
      '[toolchain]\ntargets = [\n  "b-b", # b\n  "a-a", # a\n  "wasm32-wasip1"\n]\nx = 1\n',
    ],
    [
      '[toolchain]\ntargets = [\n  "a-a",\n  # the end\n]\n',
      '[toolchain]\ntargets = [\n  "a-a",\n  "wasm32-wasip1",\n  # the end\n]\n',
    ],
    [
      '[toolchain]\r\ntargets = [\r\n  "a-a",\r\n]\r\n',
      '[toolchain]\r\ntargets = [\r\n  "a-a",\r\n  "wasm32-wasip1",\r\n]\r\n',
    ],
    ['[toolchain]\ntargets = ["wasm32-wasip1"]\n', '[toolchain]\ntargets = ["wasm32-wasip1"]\n'],
  ])('add a target to %j and touch nothing else', async (before, after) => {
    await put({ 'mkcross.toml': CONFIG, 'rust-toolchain.toml': before });
    expect((await mkcross('add', 'target', 'wasm32-wasip1')).code).toBe(0);
    expect(await readFile(join(folder, 'rust-toolchain.toml'), 'utf8')).toBe(after);
  });
});

describe('list and plan', () => {
  beforeEach(() => put({ 'mkcross.toml': CONFIG, 'rust-toolchain.toml': TOOLCHAIN }));

  it('list plugins with targets and options', async () => {
    const { out } = await mkcross('list');
    expect(out).toContain('rust-musl  used');
    expect(out).toContain('target  x86_64-unknown-linux-musl');
    expect(out).toContain('option  prefix  The folder of Wine’s state, in the project. (default ".wine")');
  });

  it('print the shell model, every item with an owner', async () => {
    const model: unknown = JSON.parse((await mkcross('plan', '--json')).out);
    expect(model).toMatchObject({
      schemaVersion: 1,
      env: { CC_x86_64_unknown_linux_musl: { kind: 'set', from: 'rust-musl', value: [{ tool: 'rust-musl/cc' }] } },
    });
    const ownerless: string[] = [];
    const visit = (value: unknown, path: string) => {
      if (typeof value !== 'object' || value === null) return;
      if ('why' in value && !('from' in value)) ownerless.push(path);
      // What is said of a tool on machines without Nix is the tool's owner's.
      for (const [key, inner] of Object.entries(value)) if (key !== 'host') visit(inner, `${path}.${key}`);
    };
    visit(model, 'model');
    expect(ownerless).toEqual([]);
  });
});
