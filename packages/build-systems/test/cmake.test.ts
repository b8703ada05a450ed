import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AdapterInput, BuildRequest } from '@mkcross/build-systems';
import { gcc, inputOf, inputs, musl, targetOf, zig } from './inputs.ts';
import { adapter, envOf, fileOf, inFolder, programOf } from './rendered.ts';
import { disk, files, Sandbox } from './sandbox.ts';

const cmake = adapter('cmake');
const lines = (input: AdapterInput) => fileOf(cmake.target(input), '.cmake', inFolder('/s')).split('\n');

describe('the toolchain file of CMake', () => {
  it('names all programs of a gcc for Windows', () => {
    const program = (name: string) => `"/s/bin/x86_64-pc-windows-gnu-${name}"`;
    const cache = (name: string) => `${program(name)} CACHE FILEPATH "")`;
    expect(lines(inputs.gccWindows)).toEqual(
      expect.arrayContaining([
        'set(CMAKE_SYSTEM_NAME Windows)',
        'set(CMAKE_SYSTEM_PROCESSOR AMD64)',
        `set(CMAKE_C_COMPILER ${program('gcc')})`,
        `set(CMAKE_CXX_COMPILER ${program('g++')})`,
        `set(CMAKE_RC_COMPILER ${program('windres')} CACHE FILEPATH "" FORCE)`,
        `set(CMAKE_AR ${cache('ar')}`,
        `set(CMAKE_C_COMPILER_AR ${cache('ar')}`,
        `set(CMAKE_CXX_COMPILER_AR ${cache('ar')}`,
        `set(CMAKE_C_COMPILER_RANLIB ${cache('ranlib')}`,
        `set(CMAKE_CXX_COMPILER_RANLIB ${cache('ranlib')}`,
        `set(CMAKE_NM ${cache('nm')}`,
        `set(CMAKE_STRIP ${cache('strip')}`,
        `set(CMAKE_OBJCOPY ${cache('objcopy')}`,
        `set(CMAKE_OBJDUMP ${cache('objdump')}`,
        `set(CMAKE_DLLTOOL ${cache('dlltool')}`,
        'set(CMAKE_EXE_LINKER_FLAGS_INIT "-static")',
        '  "/s/mkcross.toml/x86_64-pc-windows-gnu/./vendor/include"',
        'set(CMAKE_CROSSCOMPILING_EMULATOR "/s/bin/wine-x86_64-pc-windows-gnu")',
      ]),
    );
  });

  it('leaves out what a toolchain does not have', () => {
    const text = lines(inputs.zigMusl).join('\n');
    expect(text).not.toMatch(/STRIP|RC_COMPILER|EXE_LINKER_FLAGS|foreach/);
    expect(text).toContain('set(CMAKE_FIND_ROOT_PATH /var/empty)');
    expect(text).toContain('set(CMAKE_CROSSCOMPILING_EMULATOR "${CMAKE_COMMAND};-E;env")');
  });

  it('names no emulator where nothing runs the target', () => {
    expect(lines({ ...inputs.gccWindows, runs: undefined }).join('\n')).not.toContain('EMULATOR');
  });

  it.each([
    ['aarch64-linux-android', 'Android', 'aarch64'],
    ['i686-unknown-linux-musl', 'Linux', 'i686'],
    ['aarch64-pc-windows-gnullvm', 'Windows', 'ARM64'],
    ['x86_64-apple-darwin', 'Darwin', 'x86_64'],
    ['x86_64-unknown-freebsd', 'FreeBSD', 'x86_64'],
    ['thumbv7em-none-eabihf', 'Generic', 'arm'],
    ['wasm32-wasip1', 'WASI', 'wasm32'],
  ])('calls %s %s on %s', (triple, system, processor) => {
    const target = targetOf(triple);
    const text = lines(inputOf(target, gcc(target)));
    expect(text).toContain(`set(CMAKE_SYSTEM_NAME ${system})`);
    expect(text).toContain(`set(CMAKE_SYSTEM_PROCESSOR ${processor})`);
    // Else CMake looks for an NDK of its own.
    expect(text.includes('set(CMAKE_SYSTEM_VERSION 1)')).toBe(system === 'Android');
  });

  it('is the one that crates use', () => {
    for (const input of Object.values(inputs))
      expect(adapter('cargo').target(input).files).toEqual(cmake.target(input).files);
  });

  it('is named by a variable', () => {
    expect(envOf(cmake.target(inputs.zigMusl))).toEqual({
      MKCROSS_CMAKE_TOOLCHAIN_x86_64_unknown_linux_musl: '/s p/files/x86_64-unknown-linux-musl-acme-zig.cmake',
    });
  });
});

describe('a CMake project', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => {
    sandbox.remove();
  });

  it('"<triple>-cmake" names the toolchain file only where CMake configures', () => {
    sandbox.script(
      'x86_64-unknown-linux-musl-cmake',
      programOf(cmake.target(inputs.zigMusl), 'x86_64-unknown-linux-musl-cmake'),
    );
    sandbox.fake('cmake');
    const words = (...args: readonly string[]) =>
      sandbox.run('x86_64-unknown-linux-musl-cmake', args).stdout.trimEnd().split('\n');
    const file = `${sandbox.folder}/files/x86_64-unknown-linux-musl-acme-zig.cmake`;
    expect(words('-S', 'a b')).toEqual(['cmake', `-DCMAKE_TOOLCHAIN_FILE=${file}`, '-S', 'a b']);
    expect(words('--build', 'a b')).toEqual(['cmake', '--build', 'a b']);
  });

  it('is built by CMake itself, with libraries of the target, and its programs and libraries are found', async () => {
    // The machine's own compiler stands for that of the target.
    const libraries = { libraries: ['acme/leaf'], executableFlags: ['-Wl,--as-needed'] };
    const input = inputOf(musl, gcc(musl, { ...libraries, linkage: 'dynamic' }));
    sandbox.add(cmake.target(input));
    for (const [name, command] of [
      ['gcc', 'gcc'],
      ['g++', 'g++'],
      ['ar', 'ar'],
      ['ranlib', 'ranlib'],
      ['nm', 'nm'],
      ['strip', 'strip'],
    ] as const)
      sandbox.program(`${musl.triple}-${name}`, `exec ${command} "$@"`);
    sandbox.write('acme/leaf/include/leaf.h', '');
    const project = {
      'CMakeLists.txt': `cmake_minimum_required(VERSION 3.20)
project(notes C CXX)
find_path(LEAF leaf.h REQUIRED)
find_path(STDIO stdio.h)
message(STATUS "leaf in \${LEAF}, stdio in \${STDIO}, archiver \${CMAKE_C_COMPILER_AR}")
add_executable(app main.c)
add_library(shared SHARED lib.cpp)
add_library(static STATIC lib.cpp)
add_executable(unbuilt EXCLUDE_FROM_ALL main.c)
include(CheckCSourceRuns)
check_c_source_runs("int main(void) { return 0; }" RUNS)
if(NOT RUNS)
  message(FATAL_ERROR "try_run does not work")
endif()
enable_testing()
add_test(NAME app COMMAND app)
`,
      'main.c': 'int main(void) { return 0; }\n',
      'lib.cpp': 'int answer() { return 42; }\n',
    };
    for (const [name, text] of Object.entries(project)) sandbox.write(`notes/${name}`, text);
    const request: BuildRequest = { input, folder: join(sandbox.folder, 'notes'), output: join(sandbox.folder, 'out') };
    let configured = '';
    for (const step of await cmake.project.build(request, disk)) {
      for (const [path, text] of Object.entries(step.files ?? {}))
        sandbox.write(path.slice(sandbox.folder.length + 1), text);
      const [name, ...args] = step.command;
      const ended = sandbox.run(name, args, {}, request.folder);
      expect(ended).toMatchObject({ code: 0 });
      configured += ended.stdout;
    }
    // Of the host, nothing is found.
    expect(configured).toContain(
      `leaf in ${sandbox.folder}/acme/leaf/include, stdio in STDIO-NOTFOUND, archiver ${sandbox.folder}/bin/${musl.triple}-ar`,
    );
    const built = { ...disk, printed: {} };
    const output = request.output;
    expect(await cmake.project.artifacts(request, built)).toEqual([
      { name: 'app', path: `${output}/app`, kind: 'executable', run: true, folder: request.folder },
      { name: 'libshared', path: `${output}/libshared.so`, kind: 'library', run: false, folder: request.folder },
      { name: 'libstatic', path: `${output}/libstatic.a`, kind: 'library', run: false, folder: request.folder },
    ]);
    const [test] = await cmake.project.test(request, built);
    const [name = '', ...args] = test?.command ?? [];
    expect(sandbox.run(name, args, {}, request.folder).stdout).toContain('100% tests passed');
  });

  it('for Android does not look for an NDK', () => {
    const target = targetOf('aarch64-linux-android');
    sandbox.add(cmake.target(inputOf(target, zig(target))));
    sandbox.program(`${target.triple}-cc`, 'exec gcc "$@"');
    sandbox.write(
      'CMakeLists.txt',
      'cmake_minimum_required(VERSION 3.20)\nproject(app C)\nmessage(STATUS "${CMAKE_SYSTEM_NAME} ${ANDROID}")\n',
    );
    mkdirSync(join(sandbox.folder, 'out'));
    const ended = sandbox.run(`${target.triple}-cmake`, ['-S', '.', '-B', 'out']);
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout).toContain('-- Android 1');
  });

  const request: BuildRequest = { input: inputs.gccWindows, folder: '/p', output: '/o' };
  it('for Windows has DLLs, without their import libraries', async () => {
    const reply = (type: string, ...paths: readonly string[]) =>
      JSON.stringify({ type, artifacts: paths.map((path) => ({ path })) });
    const folder = '/o/.cmake/api/v1/reply';
    const texts = {
      [`${folder}/target-app-1.json`]: reply('EXECUTABLE', 'app.exe', 'app.pdb'),
      [`${folder}/target-lib-1.json`]: reply('SHARED_LIBRARY', 'lib.dll', 'liblib.dll.a'),
      [`${folder}/target-all-1.json`]: reply('UTILITY'),
      [`${folder}/target-broken-1.json`]: '{',
      [`${folder}/codemodel-v2-1.json`]: reply('EXECUTABLE', 'no'),
      '/o/app.exe': '',
      '/o/lib.dll': '',
      '/o/liblib.dll.a': '',
    };
    const artifacts = await cmake.project.artifacts(request, { ...files(texts), printed: {} });
    expect(artifacts.map(({ name, path }) => [name, path])).toEqual([
      ['app', '/o/app.exe'],
      ['lib', '/o/lib.dll'],
    ]);
  });

  it('without tests is not tested', async () => {
    expect(await cmake.project.test(request, { ...files({}), printed: {} })).toEqual([]);
  });
});
