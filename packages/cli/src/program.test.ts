import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { disk } from '@mkcross/composer/node';
import { writerIn } from '@mkcross/host';
import { writeIo } from '@mkcross/host/node';
import { run, type CommandContext } from 'mkcross';
import { noMachine } from '../test/no-machine.ts';
import { installedPlugins, ownPlugins } from '../test/plugin-packages.ts';

const TOOLCHAIN = '[toolchain]\ntargets = ["x86_64-pc-windows-gnu", "x86_64-unknown-linux-musl"]\n';
const CONFIG = 'plugins = ["rust-musl", "rust-mingw", "wine"]\n';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-cli-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const sample = (id: string, parts: object = {}) => ({
  apiVersion: 1,
  meta: { id, package: `mkcross-plugin-${id}`, summary: 'A sample.' },
  toolchains: [
    { id: 'cc', targets: { 'x86_64-unknown-linux-musl': {} }, languages: ['zig'], programs: {}, linkage: 'static' },
  ],
  ...parts,
});
const setting = (name: string, value: unknown) => ({ shell: { env: { [name]: { kind: 'set', value, why: 'test' } } } });
const only = (parts: object) => ({ toolchains: [], ...parts });

/** A plugin that clashes with another of its kind in a flake input, and in a runner of the same architecture or of the same command. */
const clashing = (id: string, arch: string) =>
  sample(
    id,
    only({
      flakes: { other: { url: `github:${id}/${id}`, follows: true } },
      scripts: { run: { body: `echo ${id}; exec "$@"` } },
      runners: [{ command: 'emulate', runs: { system: ['linux'], arch: [arch] }, script: 'run', why: 'test' }],
    }),
  );

const plugins = installedPlugins({
  ...ownPlugins,
  'mkcross-plugin-shared': sample('shared', setting('SHARED_B_X', 'one')),
  'mkcross-plugin-shared-b': sample('shared-b', only(setting('SHARED_B_X', 'two'))),
  'mkcross-plugin-share-d': sample(
    'share-d',
    only({ shell: { env: { SHARE_D_X: { kind: 'append', values: ['x'], separator: ':', why: 'test' } } } }),
  ),
  'mkcross-plugin-share': sample('share', setting('SHARE_D_X', 'one')),
  'mkcross-plugin-hosts': sample('hosts', {
    toolchains: sample('hosts').toolchains.map((one) => ({ ...one, hosts: ['x86_64-linux'] })),
  }),
  'mkcross-plugin-old': sample('old', { apiVersion: 0 }),
  'mkcross-plugin-ring': sample('ring', { requires: ['mkcross-plugin-gnir'] }),
  'mkcross-plugin-gnir': sample('gnir', { requires: ['mkcross-plugin-ring'] }),
  'mkcross-plugin-global': sample('global', setting('CFLAGS', '-O2')),
  'mkcross-plugin-hyphen': sample('hyphen', setting('HYPHEN_x86_64-pc-windows-gnu', 'cc')),
  'mkcross-plugin-hole': sample('hole', setting('HOLE_X', [{ tool: 'nowhere' }])),
  'mkcross-plugin-shape': sample('shape', { toolchains: 'many' }),
  'mkcross-plugin-broken': '{ "apiVersion": 1, }',
  'mkcross-plugin-nothing': undefined,
  'mkcross-plugin-one': clashing('one', 'aarch64'),
  'mkcross-plugin-two': clashing('two', 'aarch64'),
  'mkcross-plugin-three': clashing('three', 'riscv64'),
  '@other/mkcross-plugin-shared': sample('shared', {
    meta: { ...sample('shared').meta, package: '@other/mkcross-plugin-shared' },
  }),
});

async function mkcross(...args: readonly string[]) {
  let out = '';
  let err = '';
  const context: CommandContext = {
    folder,
    files: disk,
    plugins,
    untracked: () => Promise.resolve([]),
    machine: noMachine,
    out: (text) => (out += text),
    err: (text) => (err += text),
    colour: { out: false, err: false },
  };
  const code = await run(context, args, '0.0.0');
  return { code, out, err };
}

/** The files of the project, sorted. */
async function tree(): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => !entry.isDirectory()).map(({ parentPath, name }) => join(parentPath, name));
  return paths.map((path) => relative(folder, path)).toSorted();
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
    'a plugin that is not JSON',
    { 'mkcross.toml': 'plugins = ["mkcross-plugin-broken"]\n' },
    'PLUGIN_SYNTAX',
    'mkcross-plugin-broken/plugin.json:1:20',
  ],
  [
    'a package that is no plugin',
    { 'mkcross.toml': 'plugins = ["mkcross-plugin-nothing"]\n' },
    'PLUGIN_NO_FILE',
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
    'the tool "nowhere"',
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
    {
      'mkcross.toml':
        'plugins = ["mkcross-plugin-shared", "mkcross-plugin-shared-b"]\ntargets = ["x86_64-unknown-linux-musl"]\n',
    },
    'ENV_CONFLICT',
    '',
  ],
  [
    'a variable set and added to',
    {
      'mkcross.toml':
        'plugins = ["mkcross-plugin-share", "mkcross-plugin-share-d"]\ntargets = ["x86_64-unknown-linux-musl"]\n',
    },
    'ENV_KIND_CONFLICT',
    '',
  ],
  [
    'an unknown target',
    { 'mkcross.toml': `${CONFIG}targets = ["x86_64-unknown-linux-mus"]\n` },
    'TARGET_UNKNOWN',
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
    {
      'mkcross.toml': `plugins = ["mkcross-plugin-hosts"]\ntargets = ["x86_64-unknown-linux-musl"]\n[nix]\nsystems = ["aarch64-darwin"]\n`,
    },
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
    'a toolchain in a folder of the project',
    { 'mkcross.toml': CONFIG, 'backend/rust-toolchain.toml': '[toolchain]\nchannel = "stable"\n' },
    'move backend/rust-toolchain.toml beside mkcross.toml',
    'mkcross.toml',
  ],
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
    'a toolchain that no plugin has',
    {
      'mkcross.toml': `${CONFIG}[target.x86_64-unknown-linux-musl]\ntoolchain = "tcc"\n`,
      'rust-toolchain.toml': TOOLCHAIN,
    },
    'TOOLCHAIN_UNKNOWN',
    'mkcross.toml:3:1',
  ],
  [
    'a key that another replaces',
    {
      'mkcross.toml': `plugins = ["rust-mingw", "zig-cc"]\ntargets = ["x86_64-pc-windows-gnu"]\n[target.x86_64-pc-windows-gnu]\ncc = "zig-cc"\n`,
    },
    'CONFIG_REPLACED',
    'mkcross.toml:4:1',
  ],
  [
    'a foreign file in the folder mkcross',
    { 'mkcross.toml': CONFIG, 'rust-toolchain.toml': TOOLCHAIN, 'mkcross/default.nix': '{ }\n' },
    'FILE_NOT_OURS',
    'mkcross/default.nix',
  ],
  [
    'a file in the place of the folder mkcross',
    { 'mkcross.toml': CONFIG, 'rust-toolchain.toml': TOOLCHAIN, mkcross: '' },
    'FILE_NOT_OURS',
    'mkcross',
  ],
];

const CLASHING = 'plugins = ["mkcross-plugin-one", "mkcross-plugin-two", "rust-musl"]\n';
const MUSL = 'targets = ["x86_64-unknown-linux-musl", "aarch64-unknown-linux-musl", "riscv64gc-unknown-linux-musl"]\n';

describe('plugins that do not fit together', () => {
  it.each([
    ['PLUGIN_DUPLICATE', 'plugins = ["mkcross-plugin-shared", "@other/mkcross-plugin-shared"]\n'],
    ['FLAKE_INPUT_CONFLICT', CLASHING],
    ['FILE_CONFLICT', CLASHING.replace('two', 'three')],
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
      expect(await tree()).toEqual(Object.keys(files).toSorted());
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

describe('the name alone', () => {
  it('says what commands there are', async () => {
    const alone = await mkcross();
    expect(alone).toEqual({ ...(await mkcross('--help')), code: 0 });
    expect(alone.out).toMatch(/^Usage: mkcross/m);
  });
});

describe('generate', () => {
  beforeEach(() => put({ 'mkcross.toml': CONFIG, 'rust-toolchain.toml': TOOLCHAIN }));

  const flake = () => readFile(join(folder, 'flake.nix'), 'utf8');

  it('writes once, and then finds nothing to do', async () => {
    expect((await mkcross('generate')).out).toMatch(/^wrote flake\.nix\nwrote mkcross \(\d+ files\)\n$/);
    expect((await mkcross('generate')).out).toMatch(/^unchanged: \d+ files\n$/);
    expect((await mkcross('generate', '--check')).code).toBe(0);
    expect(await tree()).toEqual(
      expect.arrayContaining(['mkcross/default.nix', 'mkcross/targets/x86_64-pc-windows-gnu.nix']),
    );
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

  it('replaces the files that change, and removes those that are not part of the configuration', async () => {
    await put({ 'mkcross.nix': '# Generated by mkcross from mkcross.toml.\n{ }\n', 'mkcross/mine.nix': '{ }\n' });
    await mkcross('generate');
    const before = await tree();
    expect(before).not.toContain('mkcross.nix');
    await put({ 'mkcross.toml': `plugins = ["rust-musl"]\ntargets = ["x86_64-unknown-linux-musl"]\n` });
    const checked = await mkcross('generate', '--check');
    expect(checked.code).toBe(3);
    expect(checked.err).toContain('mkcross/targets/x86_64-pc-windows-gnu.nix was generated earlier');
    const { out } = await mkcross('generate');
    expect(out).toContain('wrote mkcross/common.nix\n');
    expect(out).toContain('removed mkcross/targets/x86_64-pc-windows-gnu.nix\n');
    const after = await tree();
    expect(after).toEqual(before.filter((path) => after.includes(path)));
    expect(after).toContain('mkcross/mine.nix');
    expect(after).not.toContain('mkcross/targets/x86_64-pc-windows-gnu.nix');
    expect((await mkcross('generate', '--check')).code).toBe(0);
  });

  it.each([
    ['flake.nix', 'devShells.x86_64-linux = mkcross.devShells;'],
    ['devenv.nix', 'inherit ((import ./mkcross { inherit pkgs; }).devenv) enterShell env packages;'],
  ])('leaves a %s of the project alone, and says what to add to it', async (own, line) => {
    await put({ [own]: '{ }\n' });
    const { out } = await mkcross('generate');
    expect(out).toMatch(/^wrote mkcross \(\d+ files\)\n/);
    expect(out).toMatch(line);
    expect((await tree()).filter((path) => path.endsWith('.nix') && !path.includes('/'))).toEqual([own]);
    expect(await readFile(join(folder, own), 'utf8')).toBe('{ }\n');
    expect((await mkcross('generate')).out).toMatch(/^unchanged: \d+ files\n$/);
    expect((await mkcross('generate', '--check')).code).toBe(0);
  });

  it('replaces a flake.nix of the earlier layout', async () => {
    await put({ 'flake.nix': '# Generated by mkcross from mkcross.toml. Edit that file.\n{ }\n' });
    expect((await mkcross('generate')).out).toMatch(/^wrote flake\.nix\n/);
    expect(await flake()).toContain('import ./mkcross');
  });

  it('writes through no link', async () => {
    const other = await mkdtemp(join(tmpdir(), 'mkcross-cli-'));
    await symlink(other, join(folder, 'mkcross'));
    const { code, err } = await mkcross('generate');
    expect([code, err]).toEqual([1, expect.stringMatching(/^error FILE_NOT_OURS {2}mkcross\n/)]);
    expect([await readdir(other), await tree()]).toEqual([[], ['mkcross', 'mkcross.toml', 'rust-toolchain.toml']]);
    await rm(other, { recursive: true });
  });

  it('leaves no half-written file where it cannot write', async () => {
    await chmod(folder, 0o500);
    const create = () => Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' }));
    let err = '';
    const context: CommandContext = {
      folder,
      files: disk,
      plugins,
      untracked: () => Promise.resolve([]),
      machine: { ...noMachine, writer: (base) => writerIn({ ...writeIo, create }, base) },
      out: () => undefined,
      err: (text) => (err += text),
      colour: { out: false, err: false },
    };
    expect(await run(context, ['generate'], '0.0.0')).toBe(1);
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
  value    x86_64-pc-windows-gnu-gcc
  from     mkcross, for cargo
  why      Without it, the cc crate uses CC, the host compiler.
  where    the default shell and the one of x86_64-pc-windows-gnu
`);
  });

  it('names the user as owner where mkcross.toml wins', async () => {
    const { out } = await mkcross('explain', 'CARGO_HOME');
    expect(out).toContain('mkcross.toml:3:1');
    expect(out).toContain('instead of <project>/.cargo, from the plugin rust');
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

describe('shell', () => {
  it('needs a plugin that builds for a target', async () => {
    const { code, err } = await mkcross('shell', 'wine', 'qemu');
    expect(code).toBe(1);
    expect(err).toContain('PLUGINS_WITHOUT_TARGETS');
    expect(err).toContain('npx mkcross shell qemu wine zig-cc');
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
    expect(out).toMatch(/toolchain {2}rust-musl\/gcc {2}x86_64-unknown-linux-musl +c, c\+\+, rust/);
    expect(out).toMatch(/runner {2}wine {2}windows; x86, x86_64 \(on x86_64-linux\)/);
    expect(out).toContain('option  prefix  The folder of Wine’s state, in the project. (default ".wine")');
  });

  it('show which toolchain was chosen for each kind of project, why, and what runs the programs', async () => {
    const { out } = await mkcross('plan');
    expect(out).toMatch(
      /x86_64-pc-windows-gnu +rust +rust-mingw\/gcc +Its plugin declares it first\. Others: rust-mingw\/gcc-dll/,
    );
    expect(out).toMatch(/x86_64-pc-windows-gnu +wine, from wine/);
    expect(out).toMatch(/x86_64-unknown-linux-musl +runs without help/);
  });

  it('print the shell model, every item with an owner', async () => {
    const model: unknown = JSON.parse((await mkcross('plan', '--json')).out);
    expect(model).toMatchObject({
      schemaVersion: 2,
      env: { CC_x86_64_unknown_linux_musl: [{ kind: 'set', from: 'cargo' }] },
    });
    const ownerless: string[] = [];
    const visit = (value: unknown, path: string) => {
      if (typeof value !== 'object' || value === null) return;
      if ('why' in value && !('from' in value)) ownerless.push(path);
      // What is said of a bug of a tool is the tool's owner's.
      for (const [key, inner] of Object.entries(value)) if (key !== 'knownIssues') visit(inner, `${path}.${key}`);
    };
    visit(model, 'model');
    expect(ownerless).toEqual([]);
  });
});
