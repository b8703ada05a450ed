import { execFileSync } from 'node:child_process';
import { compose, modelOf, valueText, type BodyValue, type Config, type Value } from '@mkcross/composer';
import type { Adapter } from '@mkcross/build-systems';
import type { Triple } from '@mkcross/core';
import {
  qemu,
  rust,
  rustMingw,
  samplePlugin,
  samplePlugins,
  sampleProject,
  targetTable,
  wine,
  zigCc,
} from './sample-plugin.ts';

const windows = 'x86_64-pc-windows-gnu';
const composed = (parts: Partial<Config>, plugins = samplePlugins, adapters: readonly Adapter[] = []) =>
  modelOf(compose(sampleProject(parts), plugins, adapters));
const program = (model: ReturnType<typeof composed>, name: string) => model.programs.find((one) => one.name === name);
const linkOf = (model: ReturnType<typeof composed>, name: string) => {
  const one = program(model, name);
  return one !== undefined && 'link' in one ? one.link : one;
};

describe('programs', () => {
  test('are links where nothing is added, by the names of Rust and GNU', () => {
    const model = composed({ plugins: ['rust-mingw'] });
    const tool = [{ tool: `rust-mingw/gcc/windres@${windows}` }];
    expect(linkOf(model, `${windows}-windres`)).toEqual(tool);
    expect(linkOf(model, 'x86_64-w64-mingw32-windres')).toEqual(tool);
    expect(linkOf(model, `${windows}-cc`)).toEqual([{ program: `${windows}-gcc` }]);
    expect(linkOf(model, 'x86_64-unknown-linux-gnu-cc')).toEqual([{ tool: 'rust/host/cc@x86_64-unknown-linux-gnu' }]);
    expect(program(model, 'cc')).toBeUndefined();
  });
  test('of scripts and tools are known by the usual names as well', () => {
    const model = composed({ plugins: ['zig-cc'] });
    expect(linkOf(model, 'x86_64-w64-mingw32-gcc')).toEqual([{ program: `${windows}-cc` }]);
    expect(program(model, `${windows}-cc`)).toMatchObject({ values: { target: 'x86_64-windows-gnu', language: 'cc' } });
    expect(program(model, `${windows}-ar`)).toMatchObject({ values: { mkcross_args: { list: ['ar'] } } });
  });
  test('of Rust have names of their own where C has another toolchain', () => {
    const model = composed({ plugins: ['rust-mingw', 'zig-cc'] });
    expect(program(model, `${windows}-rust-gcc`)?.from).toBe('rust-mingw');
    expect(program(model, `${windows}-rust-windres`)?.from).toBe('rust-mingw');
    expect(program(model, `${windows}-gcc`)?.from).toBe('zig-cc');
  });
  test('are a linker for rustc where the toolchain has one of its own', () => {
    const one = composed({
      plugins: ['rust-mingw'],
      toolchain: 'zig',
      target: { [windows]: targetTable({ libraries: ['./vendor'] }) },
    });
    expect(program(one, `${windows}-rust-cc`)).toMatchObject({
      values: { mkcross_link: { list: [['-L', { library: `mkcross.toml/${windows}/./vendor`, dir: 'lib' }]] } },
    });
    const two = composed({ plugins: ['rust-mingw', 'zig-cc'], toolchain: { rust: 'rust-mingw/zig', c: 'zig-cc' } });
    expect(program(two, `${windows}-rust-linker-cc`)).toBeDefined();
    expect(program(two, `${windows}-rust-cc`)).toMatchObject({ values: { language: 'cc' } });
  });
  test('add libraries with -I and -L, those of the user once', () => {
    const model = composed({
      plugins: ['rust-mingw'],
      target: { [windows]: targetTable({ libraries: ['windows.pthreads', 'zlib'] }) },
    });
    expect(program(model, `${windows}-gcc`)).toMatchObject({
      values: {
        mkcross_folders: {
          list: [
            ['-I', { library: `rust-mingw/pthreads@${windows}`, dir: 'include' }],
            ['-I', { library: `mkcross.toml/${windows}/zlib (system)`, dir: 'include' }],
          ],
        },
      },
    });
    expect(JSON.stringify(model.programs.map((one) => ('link' in one ? one.link : one.values)))).not.toContain(
      'isystem',
    );
    expect(model.libraries[`mkcross.toml/${windows}/zlib (system)`]?.nix.package).toEqual({
      set: windows,
      attr: ['zlib'],
    });
  });
  test('start through a launcher, which stands before the compiler itself', () => {
    const ccache = samplePlugin('ccache', {
      tools: {
        ccache: {
          why: 'Caches.',
          nix: { package: { attr: ['ccache'] }, program: 'ccache' },
          find: [{ command: 'ccache' }],
        },
      },
      launchers: [{ languages: ['c', 'c++', 'rust'], tool: 'ccache', why: 'It is faster.' }],
    });
    const plugins = [...samplePlugins, ccache];
    const model = composed({ plugins: ['rust-mingw', 'ccache'] }, plugins);
    expect(program(model, `${windows}-gcc`)).toMatchObject({
      values: {
        mkcross_launcher: { list: [[{ tool: 'ccache/ccache' }]] },
        mkcross_program: [{ tool: `rust-mingw/gcc/gcc@${windows}` }],
      },
    });
    expect(model.env['RUSTC_WRAPPER']).toMatchObject([{ kind: 'default', value: [{ tool: 'ccache/ccache' }] }]);
    const byScript = composed({ plugins: ['zig-cc', 'ccache'] }, plugins);
    expect(program(byScript, `${windows}-cc`)).toMatchObject({
      values: { mkcross_program: [{ program: `mkcross-${windows}-cc` }] },
    });
    expect(program(byScript, `mkcross-${windows}-cc`)).toMatchObject({ values: { language: 'cc' } });
    const other = { ...ccache, meta: { ...ccache.meta, id: 'sccache' } };
    expect(
      compose(sampleProject({ plugins: ['zig-cc', 'ccache', 'sccache'] }), [...plugins, other]).found.map(
        ({ code }) => code,
      ),
    ).toContain('LAUNCHER_CONFLICT');
  });
});

describe('tools', () => {
  test('of a package are looked up by its prefixes and suffixes', () => {
    const { tools } = composed({ plugins: ['rust-mingw'] });
    expect(tools[`rust-mingw/gcc/gcc@${windows}`]).toMatchObject({
      nix: { package: { set: windows, attr: ['stdenv.cc'] }, program: { prefixed: 'gcc' } },
      find: [{ command: 'x86_64-w64-mingw32-gcc-posix' }, { command: 'x86_64-w64-mingw32-gcc' }],
      install: { apt: 'mingw' },
    });
    expect(tools[`rust-mingw/gcc/g++@${windows}`]?.optional).toBe(true);
  });
  test('may be called through a script, and be in folders', () => {
    const model = composed({ plugins: ['rust-musl'], targets: ['x86_64-unknown-linux-musl'] });
    expect(model.tools['rust-musl/gcc/gcc@x86_64-unknown-linux-musl']?.find[0]).toEqual({
      command: 'musl-gcc',
      through: 'exec "$program" "$@"\n',
    });
    const [gcc] = rustMingw.toolchains;
    const ndk = {
      ...gcc,
      package: { ...gcc.package, suffixes: [''], prefixes: [''], folders: [{ variable: 'NDK', path: 'bin' }] },
    };
    const { tools } = composed({ plugins: ['rust-mingw'] }, [
      rust,
      zigCc,
      samplePlugins[1] ?? rust,
      { ...rustMingw, toolchains: [ndk] },
    ]);
    expect(tools[`rust-mingw/gcc/ar@${windows}`]?.find).toEqual([{ variable: 'NDK', path: 'bin/ar' }]);
  });
  test('are shared by targets that ask for the same names', () => {
    const targets = ['aarch64-unknown-linux-musl', 'aarch64-unknown-linux-gnu'] as const;
    const gnu = samplePlugin('gnu', {
      toolchains: [
        { ...zigCc.toolchains[0], programs: {}, targets: { 'aarch64-unknown-linux-gnu': {} }, linkage: 'dynamic' },
      ],
    });
    const model = composed({ plugins: ['rust-musl', 'qemu', 'gnu'], targets }, [...samplePlugins, gnu]);
    expect(Object.keys(model.tools)).toContain('qemu/qemu@aarch64');
    expect(program(model, 'qemu-aarch64')?.targets).toEqual(targets.toSorted());
  });
  test('that nothing names are left out', () => {
    expect(
      Object.keys(composed({ plugins: ['zig-cc', 'wine'], targets: ['x86_64-unknown-linux-musl'] }).tools),
    ).toEqual(['zig/zig']);
  });
});

describe('runners', () => {
  const targetOf = (parts: Partial<Config>) => composed(parts).targets[windows];
  test('have a program for the target, with its folders of shared libraries', () => {
    const model = composed({
      plugins: ['rust-mingw', 'wine'],
      target: { [windows]: targetTable({ libraries: ['zlib'] }) },
    });
    expect(model.targets[windows]?.runner).toMatchObject({
      command: 'wine',
      program: `wine-${windows}`,
      systems: ['x86_64-linux'],
    });
    expect(program(model, `wine-${windows}`)).toMatchObject({
      values: {
        mkcross_runtime: [
          { library: `rust-mingw/libstdcxx@${windows}`, dir: 'bin' },
          ':',
          { library: `mkcross.toml/${windows}/zlib (system)`, dir: 'bin' },
        ],
      },
    });
    expect(program(model, 'wine')).toMatchObject({ targets: [windows] });
  });
  test('enter only shells that need them', () => {
    const model = composed({
      plugins: ['rust-mingw', 'rust-musl', 'wine'],
      targets: [windows, 'x86_64-unknown-linux-musl'],
    });
    expect(model.env['WINEPREFIX']).toMatchObject([{ targets: [windows], value: [{ project: '.wine' }] }]);
    expect(model.programs.find(({ name }) => name === 'wineserver')).toMatchObject({
      targets: [windows],
      link: [{ tool: 'wine/wineserver' }],
    });
  });
  test('are not needed where the host starts the programs', () => {
    const musl = composed({ plugins: ['rust-musl', 'qemu'], targets: ['x86_64-unknown-linux-musl'] }).targets[
      'x86_64-unknown-linux-musl'
    ];
    expect(musl).toMatchObject({ runsOn: ['x86_64-linux'] });
    expect(musl?.runner).toBeUndefined();
    const android = {
      ...zigCc.toolchains[0],
      programs: {},
      linkage: 'dynamic' as const,
      targets: { 'x86_64-linux-android': {} },
    };
    const plugins = [...samplePlugins, samplePlugin('ndk', { toolchains: [android] })];
    const { runner, runsOn } =
      composed({ plugins: ['ndk', 'qemu'], targets: ['x86_64-linux-android'] }, plugins).targets[
        'x86_64-linux-android'
      ] ?? {};
    expect([runner, runsOn]).toEqual([undefined, []]);
  });
  test('conflict unless one is chosen', () => {
    const other = { ...wine, meta: { ...wine.meta, id: 'box' } };
    const parts = { plugins: ['rust-mingw', 'wine', 'box'] };
    const codes = (runner?: string) =>
      compose(
        sampleProject({ ...parts, target: { [windows]: targetTable(runner === undefined ? {} : { runner }) } }),
        [...samplePlugins, other],
        [],
      ).found.map(({ code }) => code);
    expect(codes()).toEqual(['RUNNER_CONFLICT']);
    expect(codes('box')).toEqual([]);
    expect(codes('none')).toEqual(['RUNNER_UNKNOWN']);
    expect(targetOf({ plugins: ['rust-mingw', 'qemu'] })?.runner).toBeUndefined();
    expect(qemu.runners[0].runs.abi).not.toContain('android');
  });
});

test('fault 13: files of similar names are two files, and one name has one content', () => {
  const adapter = (id: Adapter['id'], files: Readonly<Record<string, string>>): Adapter => ({
    id,
    builds: 'c',
    needs: ['c'],
    target: () => ({
      files,
      programs: {
        [`${id}-program`]: {
          values: {
            file: Object.keys(files)
              .slice(0, 1)
              .map((file) => ({ file })),
          },
          body: 'true\n',
        },
      },
    }),
    project: {
      markers: [],
      build: () => Promise.resolve([]),
      test: () => Promise.resolve([]),
      artifacts: () => Promise.resolve([]),
    },
  });
  const model = composed({ plugins: ['zig-cc'] }, samplePlugins, [adapter('make', { 'x.cfg': '1', 'x-cfg': '2' })]);
  expect(Object.keys(model.files).toSorted()).toEqual(['x-cfg', 'x.cfg']);
  const { found } = compose(sampleProject({ plugins: ['zig-cc'] }), samplePlugins, [
    adapter('make', { x: '1' }),
    adapter('cmake', { x: '2' }),
  ]);
  expect(found.map(({ code }) => code)).toEqual(['FILE_CONFLICT']);
});

/** A program of the model as bash, with placeholders by name. */
function script(model: ReturnType<typeof composed>, name: string, fill: (value: Value) => string): string {
  const one = program(model, name);
  if (one === undefined || 'link' in one) throw new Error(`${name} is not bash`);
  const quote = (value: Value) => `'${fill(value)}'`;
  const line = ([key, value]: readonly [string, BodyValue]) =>
    typeof value === 'object' && 'list' in value
      ? `${key}=(${value.list.map(quote).join(' ')})`
      : `${key}=${quote(value)}`;
  return `${Object.entries(one.values).map(line).join('\n')}\n${one.body}`;
}

describe('the script of a compiler', () => {
  const model = composed({ plugins: ['rust-mingw'] });
  const fill = (value: Value) => {
    if (typeof value !== 'string' && value.length === 1) return 'echo';
    return typeof value === 'string'
      ? value
      : valueText(value)
          .slice(1, -1)
          .replaceAll(/\$\{[^}]*:(\w+)\}/g, '/$1');
  };
  const text = script(model, `${windows}-gcc`, fill);
  const called = (...args: readonly string[]) =>
    execFileSync('bash', ['-c', text, 'gcc', ...args], { encoding: 'utf8' }).trim();
  test.each([
    [['a.c', '-o', 'a.exe'], 'a.c -o a.exe -I/include -L/lib -lntdll'],
    [['-c', 'a.c'], '-c a.c -I/include'],
    [['-x', 'c', '-E', '-'], '-x c -E - -I/include'],
    [['-MM', 'a.c'], '-MM a.c -I/include'],
    [['-MD', 'a.c'], '-MD a.c -I/include -L/lib -lntdll'],
    [['-v'], '-v -I/include'],
    [['--version'], '--version -I/include'],
    [['-x', 'c', '-', '-o', 'a'], '-x c - -o a -I/include -L/lib -lntdll'],
    [['a file.c'], 'a file.c -I/include -L/lib -lntdll'],
  ])('adds to %j what it takes', (args, expected) => {
    expect(called(...args)).toBe(expected);
  });
});

describe('fixtures', () => {
  const fixtures = (parts: Partial<Config>) => composed(parts).targets[windows]?.fixtures ?? [];
  test('are one for each language of each toolchain, and those of its plugin', () => {
    expect(fixtures({ plugins: ['rust-mingw'] }).map(({ id }) => id)).toEqual(['c', 'c++', 'rust']);
    expect(
      fixtures({ plugins: ['rust-mingw', 'zig-cc', 'zig'] })
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(['c', 'c++', 'rust', 'rust-c', 'rust-c++', 'zig', 'zig-cc/exception']);
  });
  test('run with a word that they print', () => {
    for (const { id, runs, build } of fixtures({ plugins: ['rust-mingw', 'zig'] })) {
      expect([id, runs]).toMatchObject([id, [{ args: ['{token}'] }]]);
      expect(JSON.stringify(runs[0]?.stdout)).toContain('{reversed}');
      expect(build.length).toBeGreaterThan(1);
    }
  });
  test('fault 3: are not asked for a linkage as WebAssembly, which has none', () => {
    const wasm = 'wasm32-wasip1';
    const [zig] = zigCc.toolchains;
    const plugin = samplePlugin('wasi', {
      uses: ['zig'],
      scripts: zigCc.scripts,
      toolchains: [{ ...zig, targets: { [wasm]: {} } }],
      fixtures: [{ id: 'add', files: {}, build: [[{ program: 'cc' }]], artifact: 'add', expect: {} }],
    });
    const { targets } = composed({ plugins: ['wasi'], targets: [wasm] }, [...samplePlugins, plugin]);
    expect(targets[wasm]?.fixtures.map(({ id, artifact, expect: expected }) => [id, artifact, expected])).toEqual([
      ['c', 'hello.wasm', {}],
      ['c++', 'hello.wasm', {}],
      ['wasi/add', 'add.wasm', {}],
    ]);
  });
  test('are what follows from target and toolchain', () => {
    const [c] = fixtures({ plugins: ['rust-mingw'] });
    expect(c).toMatchObject({ artifact: 'hello.exe', expect: { linkage: 'system' }, toolchain: 'rust-mingw/gcc' });
    expect(c?.build).toEqual([[{ program: `${windows}-gcc` }], 'hello.c', '-o', 'hello.exe', '-static']);
    const dll = fixtures({ plugins: ['rust-mingw'], toolchain: 'gcc-dll' });
    expect(dll.map(({ id, expect: { linkage } }) => [id, linkage])).toEqual([
      ['c', 'any'],
      ['c++', 'dynamic'],
      ['rust', 'any'],
    ]);
    const musl = composed({ plugins: ['rust-musl'], targets: ['x86_64-unknown-linux-musl'] }).targets[
      'x86_64-unknown-linux-musl'
    ];
    expect(musl?.fixtures.map(({ expect: { linkage } }) => linkage)).toEqual(['static', 'static']);
  });
  test('of a plugin name the program with the suffix of its target', () => {
    const musl = 'x86_64-unknown-linux-musl';
    const { targets } = composed({ plugins: ['zig-cc'], targets: [windows, musl] });
    const built = (triple: Triple) => targets[triple]?.fixtures.find(({ id }) => id === 'zig-cc/exception');
    expect(built(windows)?.artifact).toBe('caught.exe');
    expect(built(windows)?.build).toContain('caught.exe');
    expect(built(musl)?.build).toContain('caught');
  });
  test('are not for a machine that is no target', () => {
    expect(composed({ plugins: ['rust-mingw'] }).targets['x86_64-unknown-linux-gnu']?.fixtures).toEqual([]);
  });
});
