import type { ModelTarget, ModelTool, ShellModel } from '@mkcross/composer';
import { checkCargoConfig, examine, locateShell, lockText, type ShellChoice } from '@mkcross/host';
import { memorySystem, type Beginning } from '../test/memory-system.ts';
import {
  allTargets,
  musl,
  sampleEntry,
  sampleLibrary,
  sampleModel,
  sampleTarget,
  sampleTool,
  shellOf,
  windows,
} from '../test/sample-model.ts';

const setting = [sampleEntry('x')];

/** What the doctor says of a shell in the project /p, on a machine with bash and apt. */
async function doctor(
  parts: Partial<ShellModel>,
  { programs = {}, ...beginning }: Beginning = {},
  {
    choice = allTargets,
    user = {},
  }: { readonly choice?: ShellChoice; readonly user?: Readonly<Record<string, string>> } = {},
) {
  const system = memorySystem({ ...beginning, programs: { '/bin/bash': '', '/bin/apt-get': '', ...programs } });
  const request = { model: sampleModel(parts), choice, root: '/p', user: { PATH: '/bin', ...user } };
  const examination = await examine(system, await locateShell(system, request));
  return { ...examination, found: examination.findings.map(({ code, data }) => [code, data]) };
}

/** The doctor, for a shell that requires one tool. */
const withTool = (tool: ModelTool, beginning: Beginning = {}) =>
  doctor({ tools: { t: tool }, env: { T: [sampleEntry([{ tool: 't' }])] } }, beginning);

describe('a tool', () => {
  const minimum = { version: '8.13', reason: 'Older ones fail.' };
  const wine = sampleTool('wine', { version: { args: ['--version'], pattern: String.raw`wine-(\S+)`, minimum } });

  it.each([
    ['wine-8.12', '8.12', [{ path: '/bin/wine', version: '8.12', minimum: '8.13', reason: 'Older ones fail.' }]],
    ['wine-8.13', '8.13', []],
    ['wine-9.0', '9.0', []],
    ['no version', null, []],
  ])(
    'that prints "%s" has version %s, and is reported if it is older than the minimum',
    async (printed, version, old) => {
      const { tools, findings } = await withTool(wine, { programs: { '/bin/wine': printed } });
      expect(tools).toMatchObject([{ place: 'path', path: '/bin/wine', version, wanted: '8.13 or later' }]);
      expect(findings.map(({ code, data }) => [code, data])).toEqual(old.map((data) => ['TOOL_OLD', data]));
    },
  );

  it('is on PATH, in the cache, or missing', async () => {
    const provision = { from: 'pypi', package: 'ziglang', path: 'ziglang/zig' } as const;
    const zig = sampleTool('zig', { provision });
    const folder = '/home/account/.cache/mkcross/pypi/ziglang/0.15.2';
    const files = { [`${folder}/ziglang/zig`]: '', [`${folder}/mkcross-fetched.json`]: '' };
    const of = async (beginning: Beginning) => (await withTool(zig, beginning)).tools;
    expect(await of({ programs: { '/bin/zig': '' } })).toMatchObject([{ place: 'path', path: '/bin/zig' }]);
    expect(await of({ files })).toMatchObject([{ place: 'cache', path: `${folder}/ziglang/zig`, wrapped: null }]);
    expect(await of({})).toMatchObject([{ place: 'missing', path: null, version: null, wrapped: null }]);
    expect((await withTool(zig)).findings.map(({ code }) => code)).toEqual(['TOOL_MISSING']);
  });

  it('that only some projects need is marked, and no command installs it', async () => {
    const { tools, install } = await withTool(sampleTool('x', { optional: true }));
    expect(tools).toMatchObject([{ optional: true, wanted: null }]);
    expect(install).toStrictEqual({});
    const needed = await withTool(sampleTool('x'));
    expect(needed.tools).toMatchObject([{ optional: false }]);
    expect(needed.install).toStrictEqual({ apt: 'apt-get install x-package', nix: 'nix profile install nixpkgs#x' });
  });

  it.each([
    ['# Adds a flag.\nexec "$program"', /^Adds a flag\.$/],
    ['exec "$program" # not this\n  #  Indented.\n# Second.', /^Indented\.$/],
    ['exec "$program"', /\w/],
  ])('called through the script %j says why', async (through, why) => {
    const tool = sampleTool('cc', { find: [{ command: 'cc', through }] });
    const { tools } = await withTool(tool, { programs: { '/bin/cc': '' } });
    expect(tools[0]?.wrapped).toMatch(why);
  });

  it('called as it is has no reason for a script', async () => {
    expect((await withTool(sampleTool('cc'), { programs: { '/bin/cc': '' } })).tools).toMatchObject([
      { wrapped: null },
    ]);
  });

  it('is reported with a bug that any line of its output shows', async () => {
    const knownIssues = [
      { args: ['-v'], pattern: '^broken$', why: 'It fails.', fix: 'Update it.' },
      { args: ['-v'], pattern: 'other', why: 'No.', fix: 'No.' },
    ];
    const { found } = await withTool(sampleTool('cc', { knownIssues }), { programs: { '/bin/cc': '1.0\nbroken\n' } });
    expect(found).toEqual([['TOOL_FAULTY', { path: '/bin/cc', why: 'It fails.', fix: 'Update it.' }]]);
  });
});

describe('a library', () => {
  const parts = {
    libraries: {
      'a/l': sampleLibrary(['/usr/include']),
      'a/own': sampleLibrary(['/p/vendor'], { nix: { package: { folder: './vendor' } } }),
      'a/unused': sampleLibrary(['/usr/include']),
    },
    env: { L: [sampleEntry(['a/l', 'a/own'].map((library) => ({ library, dir: 'include' })))] },
  };

  it('that the shell refers to is listed with its folders', async () => {
    const { libraries, install } = await doctor(parts, { files: { '/usr/include/x.h': '', '/p/vendor/x.h': '' } });
    const row = { why: 'Tests need it.', isThere: true };
    expect(libraries).toEqual([
      { ...row, name: 'a/l', folders: { include: '/usr/include' } },
      { ...row, name: 'a/own', folders: { include: '/p/vendor' } },
    ]);
    expect(install).toStrictEqual({});
  });

  it('that is missing is in the commands that install, unless it is a folder of the project', async () => {
    const { libraries, install } = await doctor(parts);
    expect(libraries.map(({ isThere, folders }) => [isThere, folders])).toEqual([
      [false, {}],
      [false, {}],
    ]);
    expect(install).toStrictEqual({ apt: 'apt-get install sample-dev', nix: 'nix profile install nixpkgs#sample' });
  });
});

it('says whether the tools were compared with a lock file', async () => {
  const lock = (systems: Parameters<typeof lockText>[0]['systems']) => ({
    files: { '/p/mkcross.lock': lockText({ version: 1, systems }) },
  });
  expect((await doctor({})).isLocked).toBe(false);
  expect((await doctor({}, lock({ 'aarch64-darwin': {} }))).isLocked).toBe(false);
  expect((await doctor({}, lock({ 'x86_64-linux': {} }))).isLocked).toBe(true);
});

describe('a variable of the user', () => {
  const of = async (user: Readonly<Record<string, string>>, env: ShellModel['env'] = {}) =>
    (await doctor({ env }, {}, { user })).found;

  it.each(['ARFLAGS', 'CFLAGS', 'CPPFLAGS', 'CXXFLAGS', 'LDFLAGS'])(
    '%s adds to every target if it is not empty',
    async (name) => {
      expect(await of({ [name]: '-O2' })).toEqual([['ENV_AFFECTS_ALL_TARGETS', { name, value: '-O2' }]]);
      expect(await of({ [name]: '' })).toEqual([]);
    },
  );
  it.each(['CARGO_BUILD_RUSTFLAGS', 'CARGO_ENCODED_RUSTFLAGS', 'RUSTFLAGS'])(
    '%s replaces the flags of every target, even if it is empty',
    async (name) => {
      expect(await of({ [name]: '' })).toEqual([['ENV_AFFECTS_ALL_TARGETS', { name, value: '' }]]);
    },
  );
  it('that the shell sets is no problem', async () => {
    expect(await of({ CFLAGS: '-O2', RUSTFLAGS: '' }, { CFLAGS: setting, RUSTFLAGS: setting })).toEqual([]);
  });
  it('is reported if it is one of the shell, written with hyphens', async () => {
    const env = { CC_x86_64_linux_gnu: setting };
    expect(await of({ 'CC_x86_64-linux-gnu': 'gcc' }, env)).toEqual([
      ['ENV_HYPHENATED', { name: 'CC_x86_64-linux-gnu', plain: 'CC_x86_64_linux_gnu' }],
    ]);
    expect(await of({ CC_x86_64_linux_gnu: 'gcc', 'CC_other-linux': 'gcc' }, env)).toEqual([]);
  });
});

describe('Rust', () => {
  const toolchains = '/p/.rustup/toolchains';
  const rustc = (name: string) => ({ [`${toolchains}/${name}/bin/rustc`]: '' });
  const std = (name: string, triple: string) => ({
    [`${toolchains}/${name}/lib/rustlib/${triple}/lib/libstd.rlib`]: '',
  });
  const home = { RUSTUP_HOME: setting };
  const of = async (beginning: Beginning, parts: Partial<ShellModel> = {}) =>
    (await doctor({ env: home, ...parts }, beginning, { choice: shellOf(musl) })).found;

  it('is examined only where the shell has rustup', async () => {
    expect(await of({ files: std('a', 'x') }, { env: {} })).toEqual([]);
  });

  it.each<[string, Beginning, boolean]>([
    ['works with a compiler without an interpreter', {}, false],
    ['is broken without a compiler', { files: std('a', musl) }, true],
    [
      'is broken without the interpreter of the compiler',
      { interpreters: { [`${toolchains}/a/bin/rustc`]: '/gone/ld.so' } },
      true,
    ],
    ['works with both', { interpreters: { [`${toolchains}/a/bin/rustc`]: '/bin/bash' } }, false],
  ])('has toolchains, of which one %s', async (_, beginning, isBroken) => {
    const files = { ...rustc('a'), ...std('a', musl) };
    const broken = ['TOOLCHAIN_BROKEN', { toolchain: 'a', path: `${toolchains}/a/bin/rustc` }];
    expect(await of({ files, ...beginning })).toEqual(isBroken ? [broken] : []);
  });

  it('needs std of each target in one of the toolchains, if there is any', async () => {
    const two = { ...rustc('a'), ...rustc('b') };
    expect(await of({ files: { ...two, ...std('b', musl) } })).toEqual([]);
    expect(await of({ files: { ...two, ...std('b', windows) } })).toEqual([['STD_NOT_INSTALLED', { triple: musl }]]);
    expect(await of({})).toEqual([]);
  });

  it.each<[string, readonly Partial<ModelTarget['choices'][number]>[], boolean]>([
    ['a toolchain for Rust', [{}], true],
    ['one for C, too', [{ kind: 'c' }, {}], true],
    ['only one for C', [{ kind: 'c' }], false],
    ['one for Rust on other hosts', [{ systems: ['aarch64-darwin'] }], false],
  ])('needs std of a target with %s', async (_, choices, isNeeded) => {
    const target = sampleTarget(musl);
    const [rust] = target.choices;
    if (rust === undefined) throw new Error('The sample has a toolchain for Rust.');
    const targets = { [musl]: { ...target, choices: choices.map((one) => ({ ...rust, ...one })) } };
    const found = await of({ files: rustc('a') }, { targets });
    expect(found).toEqual(isNeeded ? [['STD_NOT_INSTALLED', { triple: musl }]] : []);
  });

  it.each<[string, Partial<ModelTool>, Beginning, readonly string[]]>([
    ['without both', { alsoProvides: ['cargo', 'rustc', 'rustdoc'] }, {}, ['cargo', 'rustc']],
    ['without one', { alsoProvides: ['cargo', 'rustc'] }, { files: { '/bin/cargo': '' } }, ['rustc']],
    [
      'with both',
      { alsoProvides: ['cargo', 'rustc', 'rustdoc'] },
      { files: { '/bin/cargo': '', '/bin/rustc': '' } },
      [],
    ],
    ['that has no others', {}, {}, []],
  ])('needs the first two programs beside rustup: %s', async (_, tool, beginning, missing) => {
    const tools = { 'rust/rustup': sampleTool('rustup', tool) };
    const found = await of({ ...beginning, programs: { '/bin/rustup': '' } }, { tools });
    expect(found).toEqual(missing.length === 0 ? [] : [['RUSTUP_PROXIES_MISSING', { rustup: '/bin/rustup', missing }]]);
    expect(await of({}, { tools })).toEqual([]);
  });

  it.each(['/.cargo/config.toml', '/.cargo/config', '/p/.cargo/config.toml', '/p/.cargo/config'])(
    'is configured by %s, too',
    async (file) => {
      const text = '[env]\nRUSTUP_HOME = { value = "/h", force = true }\n';
      expect(await of({ files: { [file]: text } })).toEqual([['CARGO_CONFIG_FORCES', { name: 'RUSTUP_HOME' }]]);
    },
  );
});

describe('a cargo configuration', () => {
  const flags = 'CARGO_TARGET_X86_64_UNKNOWN_LINUX_MUSL_RUSTFLAGS';
  const file = '/p/.cargo/config.toml';
  const of = async (text: string, names: readonly string[]) => {
    const model = sampleModel({ env: Object.fromEntries(names.map((name) => [name, setting])) });
    return checkCargoConfig(model, file, memorySystem({ files: { [file]: text } }).files.read);
  };

  it.each([
    ['CC = { value = "gcc", force = true }', true],
    ['CC = { value = "gcc", force = false }', false],
    ['CC = { value = "gcc" }', false],
    ['CC = "gcc"', false],
    ['CC = [{ force = true }]', false],
    ['OTHER = { value = "gcc", force = true }', false],
  ])('with %s in [env] overrides CC of the shell: %j', async (line, isReported) => {
    const found = await of(`[env]\n${line}\n`, ['CC']);
    expect(found.map(({ code, data }) => [code, data])).toEqual(
      isReported ? [['CARGO_CONFIG_FORCES', { name: 'CC' }]] : [],
    );
  });

  it.each([
    ['CC', []],
    [`X${flags}`, []],
    [`${flags}_X`, []],
    [flags, [flags]],
  ])('has flags that are lost where the shell sets %s', async (name, variables) => {
    const found = await of('[build]\nrustflags = ["-g"]\n', [name, 'CC']);
    expect(found.map(({ data, where }) => [data, where])).toEqual(
      variables.length === 0 ? [] : [[{ variables }, { file }]],
    );
    expect(await of('[build]\njobs = 1\n', [name])).toEqual([]);
  });

  it.each([
    'include = 1',
    'include = [1, { optional = true }, { path = 2 }]',
    'include = [{ path = "gone", optional = true }]',
  ])('that has %s includes nothing', async (text) => {
    expect(await of(`${text}\n`, [])).toEqual([]);
  });

  it.each(['include = [{ path = "gone", optional = false }]', 'include = "gone"'])(
    'that has %s names a missing file',
    async (text) => {
      const found = await of(`${text}\n`, []);
      expect(found.map(({ code, data }) => [code, data])).toEqual([
        ['CARGO_CONFIG_INCLUDE', { include: 'gone', problem: 'missing' }],
      ]);
    },
  );
});
