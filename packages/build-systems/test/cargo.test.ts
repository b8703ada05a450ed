import { readFileSync } from 'node:fs';
import type { BuildRequest } from '@mkcross/build-systems';
import { hostInput, inputs, zig, musl, inputOf, targetOf } from './inputs.ts';
import { adapter, bashOf, envOf, programOf } from './rendered.ts';
import { files, Sandbox } from './sandbox.ts';

const cargo = adapter('cargo');

describe('the variables of cargo', () => {
  it('name the programs of a gcc for Windows', () => {
    const env = envOf(cargo.target(inputs.gccWindows));
    const program = (name: string) => `/s p/bin/x86_64-pc-windows-gnu-${name}`;
    expect(env).toEqual({
      CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER: program('gcc'),
      CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER: 'wine-x86_64-pc-windows-gnu',
      CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUSTFLAGS:
        '-L native=/s p/acme/libstdcxx/lib -C link-arg=-lntdll -L native=/s p/acme/pthreads/lib',
      CC_x86_64_pc_windows_gnu: program('gcc'),
      CXX_x86_64_pc_windows_gnu: program('g++'),
      AR_x86_64_pc_windows_gnu: program('ar'),
      RANLIB_x86_64_pc_windows_gnu: program('ranlib'),
      CXXSTDLIB_x86_64_pc_windows_gnu: 'static=stdc++',
      CMAKE_TOOLCHAIN_FILE_x86_64_pc_windows_gnu: '/s p/files/x86_64-pc-windows-gnu-acme-gcc.cmake',
      CMAKE_PREFIX_PATH_x86_64_pc_windows_gnu: '',
      PKG_CONFIG_x86_64_pc_windows_gnu: program('pkg-config'),
      PKG_CONFIG_ALLOW_CROSS_x86_64_pc_windows_gnu: '1',
      PKG_CONFIG_PATH_x86_64_pc_windows_gnu: '',
      PKG_CONFIG_SYSROOT_DIR_x86_64_pc_windows_gnu: '',
      BINDGEN_EXTRA_CLANG_ARGS_x86_64_pc_windows_gnu:
        "-nostdlibinc -isystem '/s p/acme/libc/include' -isystem '/s p/acme/pthreads/include' -isystem '/s p/mkcross.toml/x86_64-pc-windows-gnu/./vendor/include'",
    });
  });

  it('leave out what a static target does not need', () => {
    const names = Object.keys(envOf(cargo.target(inputs.zigMusl)));
    expect(names.filter((name) => /RUSTFLAGS|RUNNER|CXXSTDLIB/.test(name))).toEqual([]);
    expect(names).toContain('CARGO_TARGET_X86_64_UNKNOWN_LINUX_MUSL_LINKER');
  });

  it('keep folders of the project, whose paths may have blanks, out of RUSTFLAGS', () => {
    const flags = envOf(cargo.target(inputs.gccWindows))['CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUSTFLAGS'];
    expect(flags).not.toContain('vendor');
  });

  it('name no linker where rustc brings one, and no CMake where there is no C compiler', () => {
    const wasm = targetOf('wasm32-wasip1');
    const {
      env = {},
      hooks,
      files: none,
    } = cargo.target(inputOf(wasm, zig(wasm, { programs: {}, languages: ['rust'] })));
    expect(Object.keys(env).filter((name) => /LINKER|^CC_|CMAKE/.test(name))).toEqual([]);
    expect([hooks, none]).toEqual([[], {}]);
  });

  it('of the host name its compilers only', () => {
    expect(Object.keys(envOf(cargo.target(hostInput()))).toSorted()).toEqual([
      'AR_x86_64_unknown_linux_gnu',
      'CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER',
      'CC_x86_64_unknown_linux_gnu',
      'CXX_x86_64_unknown_linux_gnu',
      'RANLIB_x86_64_unknown_linux_gnu',
    ]);
  });

  it('of the shell are its default target, and libclang where it is asked for', () => {
    const shell = (bindgen: boolean) =>
      envOf(cargo.shell?.([hostInput(), { ...inputs.gccMusl, settings: { cargo: { bindgen } } }]) ?? {});
    expect(shell(false)).toEqual({ CARGO_BUILD_TARGET: 'DEFAULT' });
    expect(shell(true)).toEqual({ CARGO_BUILD_TARGET: 'DEFAULT', LIBCLANG_PATH: '/s p/cargo/libclang/lib' });
    expect(cargo.shell?.([])).toEqual({});
  });
});

describe('the scripts of cargo', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => {
    sandbox.remove();
  });

  it('"cargo host" builds for the host', () => {
    sandbox.script('cargo-host', programOf(cargo.shell?.([inputs.gccMusl]) ?? {}, 'cargo-host'));
    sandbox.fake('cargo', ['CARGO_BUILD_TARGET']);
    const { stdout } = sandbox.run('cargo-host', ['host', 'install', 'a b'], { CARGO_BUILD_TARGET: 'x' });
    expect(stdout).toBe('CARGO_BUILD_TARGET=unset\ncargo\ninstall\na b\n');
  });

  describe('ask the compiler for the headers that it brings', () => {
    const variable = 'BINDGEN_EXTRA_CLANG_ARGS_x86_64_unknown_linux_musl';
    const entered = (env: Readonly<Record<string, string>>) => {
      const [hook] = cargo.target(inputOf(musl, zig(musl))).hooks ?? [];
      if (hook === undefined) throw new Error('There is no hook.');
      const resources = `${sandbox.folder}/lib/clang/include`;
      const libc = `${sandbox.folder}/lib/libc/any linux`;
      sandbox.write('lib/clang/include/stddef.h', '');
      sandbox.write('lib/libc/any linux/stdio.h', '');
      sandbox.program(
        `${musl.triple}-cc`,
        // gcc says it in the user's language.
        `[ "$LC_ALL" = C ] || exit
echo called >>"${sandbox.folder}/called"
printf '%s\\n' '#include "..." search starts here:' ' /no' '#include <...> search starts here:' ' ${resources}' ' ${libc}' ' /F (framework directory)' 'End of search list.' ' /no' >&2`,
      );
      const script = `enter() {\n${bashOf(hook, sandbox.places)}}\nenter\nprintf %s "$${variable}"`;
      return {
        ...sandbox.run('bash', ['--norc', '-euc', script], {
          [variable]: '-nostdlibinc',
          LC_ALL: 'POSIX',
          ...env,
        }),
        libc,
      };
    };

    it('where there is a libclang', () => {
      const { stdout, stderr, libc } = entered({ LIBCLANG_PATH: '/lib' });
      expect([stdout, stderr]).toEqual([`-nostdlibinc -isystem '${libc}'`, '']);
    });

    it('not where there is none', () => {
      expect(entered({}).stdout).toBe('-nostdlibinc');
      expect(() => readFileSync(`${sandbox.folder}/called`)).toThrow(/ENOENT/);
    });
  });

  it('ask no compiler whose headers have a folder', () => {
    expect(cargo.target(inputs.gccMusl).hooks).toEqual([]);
  });
});

describe('a cargo workspace', () => {
  const request: BuildRequest = { input: inputs.gccMusl, folder: '/p', output: '/out' };
  const id = (name: string) => `path+file:///p/${name}#0.1.0`;
  const message = (name: string, target: object, rest: object = {}) =>
    JSON.stringify({
      reason: 'compiler-artifact',
      package_id: id(name),
      manifest_path: `/p/${name}/Cargo.toml`,
      target: { name, ...target },
      profile: { test: false },
      executable: null,
      ...rest,
    });
  const metadata = (changes: object = {}, packages: readonly object[] = []) =>
    JSON.stringify({ workspace_members: ['app', 'lib', 'tool', 'xtask'].map(id), packages, ...changes });
  const program = (name: string, target: object = { kind: ['bin'] }, rest: object = {}) =>
    message(name, target, { executable: `/t/${name}`, ...rest });
  const found = (printed: Readonly<Record<string, string>>, texts: Readonly<Record<string, string>> = {}) =>
    cargo.project.artifacts(request, { ...files(texts), printed });

  it('is built as cargo does by default, with its libraries, and then its tests', async () => {
    const steps = await cargo.project.build(request, files({}));
    expect(steps.map(({ command }) => command.join(' '))).toEqual([
      'cargo metadata --no-deps --format-version 1',
      'cargo build --workspace --target x86_64-unknown-linux-musl --message-format=json-render-diagnostics',
      'cargo build --workspace --target x86_64-unknown-linux-musl --message-format=json-render-diagnostics --examples --tests',
    ]);
  });

  it('has programs, examples, tests and libraries', async () => {
    const build = [
      'warning: not JSON',
      '{ broken',
      program('app'),
      message(
        'lib',
        { kind: ['cdylib', 'staticlib', 'rlib'] },
        { filenames: ['/t/lib.dll', '/t/liblib.dll.a', '/t/lib.pdb', '/t/liblib.a', '/t/liblib.rlib'] },
      ),
      message('lib', { kind: ['lib'] }, { filenames: ['/t/libother.rlib'] }),
      message('lib', { kind: ['proc-macro'] }, { filenames: ['/t/libmacro.so'] }),
      message('elsewhere', { kind: ['cdylib'] }, { filenames: ['/t/libelse.so'] }),
      message('app', { kind: ['custom-build'] }, { executable: '/t/build-script' }),
      '{"reason":"build-finished","success":true}',
    ].join('\n');
    const tests = [
      program('app'),
      program('app', { kind: ['example'], name: 'greet' }, { executable: '/t/greet' }),
      program('lib', { kind: ['rlib'] }, { executable: '/t/lib-1', profile: { test: true } }),
    ].join('\n');
    expect(await found({ metadata: metadata(), build, 'build tests': tests })).toEqual([
      { name: 'app', path: '/t/app', kind: 'executable', run: true, folder: '/p' },
      { name: 'example greet', path: '/t/greet', kind: 'executable', run: true, folder: '/p' },
      { name: 'tests of lib lib', path: '/t/lib-1', kind: 'test', run: true, folder: '/p/lib' },
      { name: 'lib.dll', path: '/t/lib.dll', kind: 'library', run: false, folder: '/p' },
      { name: 'liblib.a', path: '/t/liblib.a', kind: 'library', run: false, folder: '/p' },
    ]);
  });

  const runs = async (printed: string, texts?: Readonly<Record<string, string>>) => {
    const build = ['app', 'tool', 'xtask'].map((name) => program(name)).join('\n');
    const all = await found({ metadata: printed, build }, texts);
    return all.filter(({ run }) => run).map(({ name }) => name);
  };

  it('runs the programs of its default members only', async () => {
    expect(await runs(metadata({ workspace_default_members: [id('app')] }))).toEqual(['app']);
  });

  it.each([
    ['config.toml', 'dist = "run --quiet --package tool --"\n'],
    ['config', "dist = ['run', '-p', 'tool', '--']\n"],
  ])('does not run tools of the workspace, which aliases in %s run', async (name, aliases) => {
    const packages = ['app', 'tool', 'xtask'].map((one) => ({ name: one, id: id(one), default_run: null }));
    const all = metadata({}, packages);
    expect(await runs(all)).toEqual(['app', 'tool']);
    expect(await runs(all, { [`/p/.cargo/${name}`]: `[alias]\n${aliases}` })).toEqual(['app']);
  });

  it('runs of a package the program that "cargo run" starts', async () => {
    const packages = [{ name: 'app', id: id('app'), default_run: 'other' }];
    expect(await runs(metadata({ workspace_default_members: [id('app')] }, packages))).toEqual([]);
  });
});
