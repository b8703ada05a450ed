import type { Adapter, AdapterInput, BuildRequest, BuildResult } from '@mkcross/build-systems';
import { gcc, hostInput, inputOf, inputs, targetOf } from './inputs.ts';
import { adapter, envOf, fileOf, inFolder } from './rendered.ts';
import { files } from './sandbox.ts';

type Texts = Readonly<Record<string, string>>;
const requestOf = (input: AdapterInput): BuildRequest => ({ input, folder: '/p', output: '/o' });
const musl = requestOf(inputs.gccMusl);
const windows = requestOf(inputs.gccWindows);
const host = requestOf(hostInput());
const triple = inputs.gccMusl.target.triple;
const built = (texts: Texts, printed: Texts = {}): BuildResult => ({ ...files(texts), printed });
const build = (id: Adapter['id'], request: BuildRequest, texts: Texts = {}) =>
  adapter(id).project.build(request, files(texts));
const test = (id: Adapter['id'], request: BuildRequest, texts: Texts = {}, printed: Texts = {}) =>
  adapter(id).project.test(request, built(texts, printed));
const artifacts = (id: Adapter['id'], request: BuildRequest, texts: Texts, printed: Texts = {}) =>
  adapter(id).project.artifacts(request, built(texts, printed));
const elf = '\u007fELF';

describe('a project is recognised by its files', () => {
  it.each<[Adapter['id'], readonly string[]]>([
    ['autotools', ['configure.ac', 'configure', 'configure.in']],
    ['cargo', ['Cargo.toml']],
    ['cmake', ['CMakeLists.txt']],
    ['go', ['go.mod']],
    ['make', ['Makefile', 'GNUmakefile', 'makefile']],
    ['meson', ['meson.build']],
    ['zig-build', ['build.zig']],
  ])('of %s', (id, markers) => {
    expect(adapter(id).project.markers).toEqual(markers);
    expect(adapter(id).project.fallback).toBe(id === 'make' ? true : undefined);
  });
});

describe('variables', () => {
  it('say why they are there, in a sentence', () => {
    for (const id of ['autotools', 'cargo', 'cmake', 'go', 'make', 'meson', 'zig-build'] as const)
      for (const input of [...Object.values(inputs), hostInput()]) {
        const { target, shell } = adapter(id);
        const bindgen = { ...input, settings: { cargo: { bindgen: true } } };
        const env = { ...target(input).env, ...shell?.([bindgen]).env };
        for (const { why } of Object.values(env)) expect(why).toMatch(/^[\w"<].+\.$/s);
      }
  });
});

describe('an autotools project', () => {
  const steps = [
    {
      name: 'configure',
      kind: 'configure',
      command: ['/p/configure', `--host=x86_64-unknown-linux-musl`],
      cwd: '/o/build',
    },
    { name: 'build', kind: 'build', command: ['make', '-j4'], cwd: '/o/build' },
    { name: 'install', kind: 'build', command: ['make', 'install', 'DESTDIR=/o/installed'], cwd: '/o/build' },
  ];

  it('is configured, built and installed', async () => {
    expect(await build('autotools', musl, { '/p/configure': '' })).toEqual(steps);
    const [configure] = await build('autotools', host, { '/p/configure': '' });
    expect(configure?.command).toEqual(['/p/configure']);
  });

  it('without a configure script gets one', async () => {
    expect(await build('autotools', musl)).toEqual([
      { name: 'autoreconf', kind: 'configure', command: ['autoreconf', '-fi'] },
      ...steps,
    ]);
  });

  it('is tested where its Makefile has a goal "check"', async () => {
    const makefile = { '/o/build/Makefile': 'all:\ncheck: all\n' };
    expect(await test('autotools', windows, makefile)).toEqual([
      {
        name: 'test',
        kind: 'test',
        command: [
          'make',
          'check',
          'LOG_COMPILER=wine-x86_64-pc-windows-gnu',
          'EXE_LOG_COMPILER=wine-x86_64-pc-windows-gnu',
        ],
        cwd: '/o/build',
      },
    ]);
    const [natively] = await test('autotools', host, makefile);
    expect(natively?.command).toEqual(['make', 'check']);
    expect(await test('autotools', host, { '/o/build/Makefile': 'all: check:\n' })).toEqual([]);
    expect(await test('autotools', host)).toEqual([]);
  });

  it('has built what it installs', async () => {
    const texts = { '/o/installed/bin/a': elf, '/o/build/b': elf };
    expect(await artifacts('autotools', musl, texts)).toEqual([
      { name: 'a', path: '/o/installed/bin/a', folder: '/p', kind: 'executable', run: true },
    ]);
  });
});

describe('a CMake project', () => {
  const reply = (type: string, ...paths: readonly string[]) =>
    JSON.stringify({ type, artifacts: paths.map((path) => ({ path })) });
  const at = (name: string) => `/o/.cmake/api/v1/reply/target-${name}.json`;

  it('is configured with a query for what it builds, and built', async () => {
    const command = ['x86_64-unknown-linux-musl-cmake', '-S', '/p', '-B', '/o'];
    const query = { '/o/.cmake/api/v1/query/codemodel-v2': '' };
    expect(await build('cmake', musl)).toEqual([
      { name: 'configure', kind: 'configure', command, files: query },
      { name: 'build', kind: 'build', command: ['cmake', '--build', '/o', '--parallel'] },
    ]);
    const [configure] = await build('cmake', host);
    expect(configure?.command[0]).toBe('cmake');
  });

  it('is tested by ctest where it has tests', async () => {
    expect(await test('cmake', musl, { '/o/CTestTestfile.cmake': '' })).toEqual([
      {
        name: 'test',
        kind: 'test',
        command: ['ctest', '--test-dir', '/o', '--output-on-failure', '--no-tests=ignore'],
      },
    ]);
    expect(await test('cmake', musl)).toEqual([]);
  });

  it('has programs and libraries of each kind, sorted by path', async () => {
    const texts = {
      [at('1')]: reply('EXECUTABLE', 'z', 'z.debug'),
      [at('2')]: reply('SHARED_LIBRARY', 'libs.so.1', 's.debug'),
      [at('3')]: reply('STATIC_LIBRARY', 'liba.a'),
      [at('4')]: reply('MODULE_LIBRARY', 'plugin.module'),
      [at('5')]: reply('OBJECT_LIBRARY', 'o.o'),
      [at('6')]: reply('EXECUTABLE', 'not-built'),
      [at('7')]: reply('EXECUTABLE', '/elsewhere/tool'),
      [`${at('8')}.txt`]: reply('EXECUTABLE', 'z.debug'),
      '/other.json': reply('EXECUTABLE', 'z.debug'),
      ...Object.fromEntries(
        ['z', 'z.debug', 'libs.so.1', 's.debug', 'liba.a', 'plugin.module', 'o.o'].map((one) => [`/o/${one}`, '']),
      ),
    };
    const library = { kind: 'library', run: false, folder: '/p' };
    const program = { kind: 'executable', run: true, folder: '/p' };
    expect(await artifacts('cmake', musl, texts)).toEqual([
      { ...program, name: 'tool', path: '/elsewhere/tool' },
      { ...library, name: 'liba', path: '/o/liba.a' },
      { ...library, name: 'libs', path: '/o/libs.so.1' },
      { ...library, name: 'plugin.module', path: '/o/plugin.module' },
      { ...program, name: 'z', path: '/o/z' },
    ]);
  });

  it.each([
    ['x86_64-pc-cygwin', 'CYGWIN'],
    ['x86_64-unknown-dragonfly', 'DragonFly'],
    ['wasm32-unknown-emscripten', 'Emscripten'],
    ['x86_64-unknown-fuchsia', 'Fuchsia'],
    ['x86_64-unknown-haiku', 'Haiku'],
    ['x86_64-unknown-hurd-gnu', 'GNU'],
    ['x86_64-unknown-illumos', 'SunOS'],
    ['aarch64-apple-ios', 'iOS'],
    ['x86_64-unknown-netbsd', 'NetBSD'],
    ['x86_64-pc-nto-qnx710', 'QNX'],
    ['x86_64-unknown-openbsd', 'OpenBSD'],
    ['x86_64-pc-solaris', 'SunOS'],
    ['aarch64-apple-tvos', 'tvOS'],
    ['aarch64-apple-visionos', 'visionOS'],
    ['x86_64-wrs-vxworks', 'VxWorks'],
    ['aarch64-apple-watchos', 'watchOS'],
    ['arm-linux-androideabi', 'Android'],
  ])('for %s is for the system %s', (name, system) => {
    const target = targetOf(name);
    const text = fileOf(adapter('cmake').target(inputOf(target, gcc(target))), '.cmake');
    expect(text).toContain(`set(CMAKE_SYSTEM_NAME ${system})\n`);
  });

  it.each([
    ['powerpc-unknown-linux-gnu', 'ppc'],
    ['powerpc64-unknown-linux-gnu', 'ppc64'],
    ['powerpc64le-unknown-linux-gnu', 'ppc64le'],
    ['i686-pc-windows-gnu', 'X86'],
    ['arm64ec-pc-windows-msvc', 'ARM64EC'],
    ['thumbv7a-pc-windows-msvc', 'ARM'],
  ])('for %s is for the processor %s', (name, processor) => {
    const target = targetOf(name);
    const text = fileOf(adapter('cmake').target(inputOf(target, gcc(target))), '.cmake');
    expect(text).toContain(`set(CMAKE_SYSTEM_PROCESSOR ${processor})\n`);
  });

  it('finds packages of its target, and pkg-config likewise', () => {
    const text = fileOf(adapter('cmake').target(inputs.gccWindows), '.cmake', inFolder('/s'));
    const t = 'x86_64_pc_windows_gnu';
    const folders = ['acme/libc', 'acme/pthreads', 'mkcross.toml/x86_64-pc-windows-gnu/./vendor'];
    expect(text).toContain(`set(CMAKE_RANLIB "/s/bin/x86_64-pc-windows-gnu-ranlib" CACHE FILEPATH "")
`);
    expect(text).toContain(`set(CMAKE_READELF "/s/bin/x86_64-pc-windows-gnu-readelf" CACHE FILEPATH "")
`);
    expect(text).toContain(`set(CMAKE_FIND_ROOT_PATH /var/empty)
foreach(folder${folders.map((one) => `\n  "/s/${one}/include"\n  "/s/${one}/lib"`).join('')})
  get_filename_component(prefix "\${folder}" DIRECTORY)
  list(APPEND CMAKE_FIND_ROOT_PATH "\${prefix}")
endforeach()
list(REMOVE_DUPLICATES CMAKE_FIND_ROOT_PATH)
if("$ENV{OUT_DIR}" MATCHES "^(.+/x86_64-pc-windows-gnu/.+/build)/")
  list(APPEND CMAKE_FIND_ROOT_PATH "\${CMAKE_MATCH_1}")
endif()
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(PKG_CONFIG_EXECUTABLE "/s/bin/x86_64-pc-windows-gnu-pkg-config" CACHE FILEPATH "" FORCE)
if(DEFINED ENV{PKG_CONFIG_LIBDIR_${t}})
  set(ENV{PKG_CONFIG_LIBDIR} "$ENV{PKG_CONFIG_LIBDIR_${t}}")
else()
  set(ENV{PKG_CONFIG_LIBDIR} "${folders.map((one) => `/s/${one}/pkgconfig`).join(':')}")
endif()
set(ENV{PKG_CONFIG_PATH} "$ENV{PKG_CONFIG_PATH_${t}}")
set(ENV{PKG_CONFIG_SYSROOT_DIR} "$ENV{PKG_CONFIG_SYSROOT_DIR_${t}}")
if(NOT DEFINED ENV{OUT_DIR})
  unset(ENV{CMAKE_PREFIX_PATH})
endif()
set(CMAKE_CROSSCOMPILING_EMULATOR "/s/bin/wine-x86_64-pc-windows-gnu")
`);
  });
});

describe('a Meson project', () => {
  const steps = (...again: readonly string[]) => [
    { name: 'configure', kind: 'configure', command: [`${triple}-meson`, 'setup', ...again, '/o', '/p'] },
    { name: 'build', kind: 'build', command: ['meson', 'compile', '-C', '/o'] },
    { name: 'targets', kind: 'list', command: ['meson', 'introspect', '--targets', '/o'] },
    { name: 'tests', kind: 'list', command: ['meson', 'introspect', '--tests', '/o'] },
  ];

  it('is set up, set up again, and built', async () => {
    expect(await build('meson', musl)).toEqual(steps());
    expect(await build('meson', musl, { '/o/build.ninja': '' })).toEqual(steps('--reconfigure'));
    const [configure] = await build('meson', host);
    expect(configure?.command[0]).toBe('meson');
  });

  it('is tested where it has tests', async () => {
    const step = (meson: string) => [{ name: 'test', kind: 'test', command: [meson, 'test', '-C', '/o'] }];
    expect(await test('meson', musl, {}, { tests: '[{}]' })).toEqual(step(`${triple}-meson`));
    expect(await test('meson', host, {}, { tests: '[{}]' })).toEqual(step('meson'));
    expect(await test('meson', musl, {}, { tests: '[]' })).toEqual([]);
    expect(await test('meson', musl, {}, { tests: '["text"]' })).toEqual([]);
    expect(await test('meson', musl)).toEqual([]);
  });

  it('has programs, libraries and modules that were built', async () => {
    const targets = JSON.stringify([
      { type: 'executable', filename: ['/o/tool', '/o/libtool.a'] },
      { type: 'shared library', filename: ['/o/x.debug', '/o/libx.so'] },
      { type: 'shared module', filename: ['/o/module'] },
      { type: 'static library', filename: ['/o/liba.a'] },
      { type: 'custom', filename: ['/o/text'] },
      { type: 'executable', filename: ['/o/not-built'] },
      { type: 'executable', filename: [] },
      { type: 'executable', filename: [1, 'relative'] },
    ]);
    const names = ['tool', 'libtool.a', 'x.debug', 'libx.so', 'module', 'liba.a', 'text', 'relative'];
    const found = await artifacts('meson', musl, Object.fromEntries(names.map((one) => [`/o/${one}`, ''])), {
      targets,
    });
    expect(found.map(({ name, path, kind, run }) => [name, path, kind, run])).toEqual([
      ['liba', '/o/liba.a', 'library', false],
      ['libx', '/o/libx.so', 'library', false],
      ['module', '/o/module', 'library', false],
      ['relative', '/o/relative', 'executable', true],
      ['tool', '/o/tool', 'executable', true],
    ]);
    expect(await artifacts('meson', musl, { '/o/tool': '' })).toEqual([]);
  });

  it.each([
    ['x86_64-unknown-hurd-gnu', 'gnu', 'x86_64'],
    ['x86_64-unknown-illumos', 'sunos', 'x86_64'],
    ['x86_64-pc-solaris', 'sunos', 'x86_64'],
    ['aarch64-apple-ios', 'darwin', 'aarch64'],
    ['aarch64-apple-tvos', 'darwin', 'aarch64'],
    ['aarch64-apple-visionos', 'darwin', 'aarch64'],
    ['aarch64-apple-watchos', 'darwin', 'aarch64'],
    ['arm-linux-androideabi', 'android', 'arm'],
    ['aarch64_be-unknown-linux-gnu', 'linux', 'aarch64'],
    ['arm64ec-pc-windows-msvc', 'windows', 'aarch64'],
    ['armeb-unknown-linux-gnueabi', 'linux', 'arm'],
    ['mips64el-unknown-linux-gnuabi64', 'linux', 'mips64'],
    ['mipsel-unknown-linux-gnu', 'linux', 'mips'],
    ['powerpc-unknown-linux-gnu', 'linux', 'ppc'],
    ['powerpc64-unknown-linux-gnu', 'linux', 'ppc64'],
  ])('for %s is for the system %s and the family %s', (name, system, family) => {
    const target = targetOf(name);
    const text = fileOf(adapter('meson').target(inputOf(target, gcc(target))), '.ini');
    expect(text).toContain(`\nsystem = '${system}'\ncpu_family = '${family}'\n`);
  });

  it('has no options where its toolchain needs none', () => {
    const { target } = inputs.gccMusl;
    const input = inputOf(target, gcc(target, { executableFlags: [], linkage: 'dynamic' }));
    expect(fileOf(adapter('meson').target(input), '.ini')).not.toContain('built-in options');
  });
});

describe('a project with a Makefile', () => {
  it('is copied and built', async () => {
    const steps = await build('make', musl);
    expect(steps).toMatchObject([
      { name: 'copy', kind: 'configure', cwd: '/o/build' },
      { name: 'build', kind: 'build', command: [`${triple}-make`], cwd: '/o/build' },
    ]);
    const [copy] = steps;
    expect(copy?.command.slice(0, 2)).toEqual(['bash', '-c']);
    expect(copy?.command.slice(3)).toEqual(['copy', '/p', '/o/build', '.mkcross']);
    const inside = await build('make', { ...host, output: '/p/.state/x/y' });
    expect(inside[0]?.command.at(-1)).toBe('.state');
    expect(inside[1]?.command).toEqual(['make']);
  });

  it.each([
    ['check: all\n', 'check'],
    ['all:\ntest :\n', 'test'],
    ['check := x\n', undefined],
    ['uncheck:\n', undefined],
    ['check-all:\n', undefined],
  ])('%j is tested by the goal %s', async (makefile, goal) => {
    for (const name of ['Makefile', 'GNUmakefile', 'makefile'])
      expect(await test('make', musl, { [`/o/build/${name}`]: makefile })).toEqual(
        goal === undefined ? [] : [{ name: 'test', kind: 'test', command: [`${triple}-make`, goal], cwd: '/o/build' }],
      );
  });

  it('is tested by make itself for the host, and not where something else starts its programs', async () => {
    const makefiles = { '/o/build/Makefile': 'test:', '/o/build/makefile': 'x' };
    expect((await test('make', host, makefiles))[0]?.command).toEqual(['make', 'test']);
    expect(await test('make', windows, makefiles)).toEqual([]);
    expect(await test('make', host)).toEqual([]);
  });

  it('has built what it did not contain', async () => {
    const texts = { '/p/old': elf, '/o/build/old': elf, '/o/build/new': elf };
    expect(await artifacts('make', musl, texts)).toEqual([
      { name: 'new', path: '/o/build/new', folder: '/o/build', kind: 'executable', run: true },
    ]);
  });
});

describe('a Go module', () => {
  const building = (...into: readonly string[]) => [
    { name: 'build', kind: 'build', command: [`${triple}-go`, 'build', ...into, './...'] },
  ];

  it.each([
    ['with a program', { '/p/a/main.go': '// x\npackage main\n' }, true],
    ['with a program and a library', { '/p/a.go': 'package a\n', '/p/m/main.go': 'package main\n' }, true],
    ['without one', { '/p/a.go': 'package a // package main\n' }, false],
    ['with a program of its tests', { '/p/a_test.go': 'package main\n' }, false],
    ['with a script', { '/p/gen.go': '//go:build ignore\n\npackage main\n' }, false],
    ['with a program that mentions scripts', { '/p/gen.go': 'package main\n// //go:build ignore\n' }, true],
    ['with test data', { '/p/testdata/main.go': 'package main\n' }, false],
    ['with vendored modules', { '/p/vendor/main.go': 'package main\n' }, false],
    ['with hidden folders', { '/p/.x/main.go': 'package main\n', '/p/_x/main.go': 'package main\n' }, false],
    ['with other files', { '/p/main.txt': 'package main\n' }, false],
  ])('%s', async (_, texts, hasProgram) => {
    expect(await build('go', musl, texts)).toEqual(building(...(hasProgram ? ['-o', '/o/bin/'] : [])));
  });

  it('is tested where it has tests', async () => {
    const step = (go: string) => [{ name: 'test', kind: 'test', command: [go, 'test', './...'] }];
    const texts = { '/p/a.go': 'package a', '/p/a_test.go': 'package a' };
    expect(await test('go', musl, texts)).toEqual(step(`${triple}-go`));
    expect(await test('go', host, texts)).toEqual(step('go'));
    expect(await test('go', host, { '/p/a.go': 'package a' })).toEqual([]);
  });

  it('has built what is in our folder', async () => {
    expect(await artifacts('go', windows, { '/o/bin/a.exe': '', '/o/b.exe': '' })).toEqual([
      { name: 'a', path: '/o/bin/a.exe', kind: 'executable', run: true, folder: '/p' },
    ]);
  });
});

describe('a project of zig build', () => {
  it('is built for its target, and asked for its steps', async () => {
    const zig = ['zig', 'build', '-Dtarget=x86_64-linux-musl'];
    expect(await build('zig-build', musl)).toEqual([
      { name: 'build', kind: 'build', command: [...zig, '--prefix', '/o'] },
      { name: 'steps', kind: 'list', command: ['zig', 'build', '-l'] },
    ]);
    expect(await test('zig-build', musl, {}, { steps: '  install x\n  test  y' })).toEqual([
      { name: 'test', kind: 'test', command: [...zig, 'test'] },
    ]);
    expect(await test('zig-build', musl, {}, { steps: '  testing\n  x   test y' })).toEqual([]);
    expect(await test('zig-build', musl)).toEqual([]);
  });

  it('names a target that Zig does not know by its triple', async () => {
    const target = { ...inputs.gccMusl.target, names: { gnu: 'x' } };
    const [step] = await build('zig-build', { ...musl, input: { ...inputs.gccMusl, target } });
    expect(step?.command[2]).toBe('-Dtarget=x86_64-unknown-linux-musl');
  });

  it('has programs in bin, and libraries in bin and lib', async () => {
    const names = [
      'bin/a.exe',
      'bin/a.pdb',
      'bin/b.dll',
      'lib/c.lib',
      'lib/d.exe',
      'x/e.lib',
      'x/f.exe',
      'bin/x/g.exe',
    ];
    const found = await artifacts('zig-build', windows, Object.fromEntries(names.map((one) => [`/o/${one}`, ''])));
    expect(found.map(({ name, kind, run }) => [name, kind, run])).toEqual([
      ['a', 'executable', true],
      ['b', 'library', false],
      ['c', 'library', false],
    ]);
    const linux = await artifacts('zig-build', musl, { '/o/bin/a': '', '/o/bin/a.pdb': '' });
    expect(linux.map(({ name }) => name)).toEqual(['a']);
  });
});

describe('executables among files', () => {
  const among = async (name: string, texts: Texts) => {
    const target = targetOf(name);
    const input = inputOf(target, gcc(target));
    const paths = Object.fromEntries(Object.entries(texts).map(([path, text]) => [`/o/installed/${path}`, text]));
    const found = await artifacts('autotools', requestOf(input), paths);
    return found.map(({ name: one, kind, run }) => `${one} ${kind} ${String(run)}`);
  };

  it.each([
    ['x86_64-unknown-linux-musl', `${elf}x`, `x${elf}`, 'a'],
    ['x86_64-apple-darwin', '\ufffd', 'x\ufffd', 'a'],
    ['x86_64-apple-darwin', '\u00ca', 'MZ', 'a'],
    ['x86_64-pc-windows-gnu', 'MZx', 'xMZ', 'a.exe'],
    ['wasm32-wasip1', '\0asm', ' \0asm', 'a.wasm'],
  ])('of %s begin as its format says', async (triple_, good, bad, file) => {
    expect(await among(triple_, { [file]: good })).toEqual(['a executable true']);
    expect(await among(triple_, { [file]: bad })).toEqual([]);
  });

  it('have the suffix of their system, or none', async () => {
    expect(await among('x86_64-pc-windows-gnu', { a: 'MZ', 'a.com': 'MZ' })).toEqual([]);
    const texts = { a: elf, 'b.o': elf, 'c.debug': elf, 'd.1.2': elf, 'e.x-1': elf, '.f9': elf };
    expect(await among('x86_64-unknown-linux-musl', texts)).toEqual([
      '.f9 executable true',
      'a executable true',
      'd.1.2 executable true',
      'e.x-1 executable true',
    ]);
  });

  it('and libraries, with versions in their names, but not import libraries', async () => {
    const names = [
      'liba.so',
      'libb.so.1',
      'libc.so.12.3',
      'libd.a',
      'e.dylib',
      'f.dll',
      'g.lib',
      'h.dll.a',
      'i.dll.lib',
      'j.so.x',
    ];
    const found = await among('x86_64-unknown-linux-musl', Object.fromEntries(names.map((one) => [one, ''])));
    expect(found).toEqual(['e', 'f', 'g', 'liba', 'libb', 'libc', 'libd'].map((one) => `${one} library false`));
  });
});

describe('a cargo workspace', () => {
  const id = 'path+file:///p#app@0.1.0';
  const metadata = JSON.stringify({ workspace_members: [id], packages: [{ id, name: 'app', default_run: 1 }] });
  const message = (kind: readonly string[], rest: object = {}) =>
    JSON.stringify({
      reason: 'compiler-artifact',
      package_id: id,
      manifest_path: '/p/app/Cargo.toml',
      target: { name: 'app', kind },
      profile: { test: false },
      executable: null,
      ...rest,
    });
  const found = (lines: string, printed: Texts = { metadata }) =>
    artifacts('cargo', musl, {}, { ...printed, build: lines });

  it('is listed and built in steps of these names', async () => {
    const steps = await build('cargo', musl);
    expect(steps.map(({ name, kind }) => [name, kind])).toEqual([
      ['metadata', 'list'],
      ['build', 'build'],
      ['build tests', 'build'],
    ]);
    expect(await test('cargo', musl)).toEqual([]);
  });

  it.each(['cdylib', 'dylib', 'staticlib'])('has libraries of the kind %s', async (kind) => {
    const filenames = ['/t/libapp.so', '/t/app.wasm', '/t/libapp.rlib', 1];
    const paths = (await found(message([kind], { filenames }))).map(({ path }) => path);
    expect(paths).toEqual(['/t/app.wasm', '/t/libapp.so']);
  });

  it.each(['rlib', 'lib', 'bin'])('has no libraries of the kind %s', async (kind) => {
    expect(await found(message([kind], { filenames: ['/t/libapp.so'] }))).toEqual([]);
  });

  it('has nothing that was built for the machine that builds', async () => {
    for (const kind of ['proc-macro', 'custom-build'])
      expect(await found(message([kind], { executable: '/t/x', filenames: ['/t/libx.so'] }))).toEqual([]);
  });

  it('has nothing of other messages and packages', async () => {
    const executable = '/t/app';
    expect(await found(message(['bin'], { executable, reason: 'other' }))).toEqual([]);
    expect(await found(message(['bin'], { executable, package_id: 'other' }))).toEqual([]);
    expect(await found(message(['bin'], { executable }), {})).toEqual([]);
    expect(await found(`x ${message(['bin'], { executable })}`)).toEqual([]);
  });

  it('names tests by what they test, and runs them where their manifest is', async () => {
    const tests = { executable: '/t/app', profile: { test: true } };
    const [library] = await found(message(['rlib', 'x'], tests));
    const [integration] = await found(message(['test'], { ...tests, manifest_path: undefined }));
    expect([library?.name, library?.folder]).toEqual(['tests of lib app', '/p/app']);
    expect([integration?.name, integration?.folder]).toEqual(['tests of test app', '/p']);
  });
});

describe('the C++ library of crates', () => {
  const variable = (changes: Parameters<typeof gcc>[1]) => {
    const { target } = inputs.gccMusl;
    const env = envOf(adapter('cargo').target(inputOf(target, gcc(target, changes))));
    return env['CXXSTDLIB_x86_64_unknown_linux_musl'];
  };
  const cxx = { runtime: 'libmylib++', link: 'static', archive: 'acme/cxx' } as const;

  it('is the archive, where programs would load it otherwise', () => {
    expect(variable({ linkage: 'dynamic', cxx })).toBe('static=mylib++');
    expect(variable({ linkage: 'dynamic', cxx: { ...cxx, runtime: 'mylib' } })).toBe('static=mylib');
  });

  it('is left to the cc crate otherwise', () => {
    expect(variable({ linkage: 'static', cxx })).toBeUndefined();
    expect(variable({ linkage: 'dynamic', cxx: { ...cxx, link: 'dynamic' } })).toBeUndefined();
    expect(variable({ linkage: 'dynamic', cxx: { runtime: 'libc++', link: 'static' } })).toBeUndefined();
    const { cxx: _, c: __, ...bare } = gcc(inputs.gccMusl.target);
    const input = inputOf(inputs.gccMusl.target, { ...bare, linkage: 'dynamic' });
    expect(Object.keys(envOf(adapter('cargo').target(input)))).not.toContain('CXXSTDLIB_x86_64_unknown_linux_musl');
  });
});

describe('what configure reads', () => {
  it('has every program of the toolchain in the place of what a Nix shell exports', () => {
    const site = fileOf(adapter('autotools').target(inputs.gccWindows), '-acme-gcc.site', inFolder('/s'));
    const exported: readonly (readonly [string, string, readonly string[]])[] = [
      ['CC', 'gcc', ['gcc', 'clang', 'cc']],
      ['CXX', 'g++', ['g++', 'clang++', 'c++']],
      ...(
        [
          ['AR', 'ar'],
          ['RANLIB', 'ranlib'],
          ['NM', 'nm'],
          ['STRIP', 'strip'],
          ['OBJCOPY', 'objcopy'],
          ['OBJDUMP', 'objdump'],
          ['READELF', 'readelf'],
          ['WINDRES', 'windres'],
          ['RC', 'windres'],
          ['DLLTOOL', 'dlltool'],
        ] as const
      ).map(([name, program]) => [name, program, [program]] as const),
    ];
    for (const [name, program, host_] of exported)
      expect(site).toContain(
        `case \${IN_NIX_SHELL:+nix}:\${${name}-} in\n  : | nix: | ${host_.map((one) => `nix:${one}`).join(' | ')}) ${name}='x86_64-pc-windows-gnu-${program}' ;;\nesac\n`,
      );
    expect(site).toContain("nix:pkg-config) PKG_CONFIG='/s/bin/x86_64-pc-windows-gnu-pkg-config' ;;\n");
  });

  it('has flags of executables as libtool passes them on', () => {
    const { target } = inputs.gccMusl;
    const input = inputOf(target, gcc(target, { executableFlags: ['-static', '-s'] }));
    expect(fileOf(adapter('autotools').target(input), '.site')).toContain("LDFLAGS='--static -s' ;;\n");
  });
});

describe('the tools of adapters', () => {
  it('are pkg-config, which every package manager has, and libclang', () => {
    expect(adapter('autotools').tools?.['pkg-config']).toEqual({
      why: 'Finds libraries of a target.',
      nix: { package: { attr: ['pkg-config-unwrapped'] }, program: 'pkg-config' },
      find: [{ command: 'pkg-config' }, { command: 'pkgconf' }],
      optional: true,
      install: {
        apk: 'pkgconf',
        apt: 'pkg-config',
        brew: 'pkgconf',
        dnf: 'pkgconf-pkg-config',
        pacman: 'pkgconf',
        zypper: 'pkgconf-pkg-config',
      },
    });
  });
});
