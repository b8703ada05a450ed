import type { AdapterInput, BuildRequest } from '@mkcross/build-systems';
import { gcc, inputOf, inputs, targetOf } from './inputs.ts';
import { adapter, envOf, fileOf, inFolder, programOf } from './rendered.ts';
import { files, Sandbox } from './sandbox.ts';

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
