import { adapter, envOf, programOf } from './rendered.ts';
import { inputs } from './inputs.ts';
import { Sandbox } from './sandbox.ts';

const name = 'x86_64-pc-windows-gnu-pkg-config';
const variables = ['PKG_CONFIG_LIBDIR', 'PKG_CONFIG_PATH', 'PKG_CONFIG_SYSROOT_DIR'];

describe('the pkg-config of a target', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
    sandbox.script(name, programOf(adapter('cmake').target(inputs.gccWindows), name));
  });
  afterEach(() => {
    sandbox.remove();
  });
  const lines = (env: Readonly<Record<string, string>>): readonly string[] => {
    sandbox.fake('pkg-config', variables);
    return sandbox.run(name, ['--libs', 'leaf'], env).stdout.split('\n');
  };
  const own = () =>
    ['acme/libc', 'acme/pthreads', 'mkcross.toml/x86_64-pc-windows-gnu/./vendor']
      .map((library) => `${sandbox.folder}/${library}/pkgconfig`)
      .join(':');

  it('sees the libraries of the target, whatever the user’s variables name', () => {
    const user = { PKG_CONFIG_LIBDIR: '/usr/lib/pkgconfig', PKG_CONFIG_PATH: '/opt', PKG_CONFIG_SYSROOT_DIR: '/sys' };
    for (const env of [{}, user])
      expect(lines(env)).toEqual([
        `PKG_CONFIG_LIBDIR=${own()}`,
        'PKG_CONFIG_PATH=',
        'PKG_CONFIG_SYSROOT_DIR=',
        'pkg-config',
        '--libs',
        'leaf',
        '',
      ]);
  });

  it('takes what the user names for this target', () => {
    const t = 'x86_64_pc_windows_gnu';
    const env = {
      [`PKG_CONFIG_LIBDIR_${t}`]: '/a',
      [`PKG_CONFIG_PATH_${t}`]: '/b',
      [`PKG_CONFIG_SYSROOT_DIR_${t}`]: '/c',
    };
    expect(lines(env).slice(0, 3)).toEqual(['PKG_CONFIG_LIBDIR=/a', 'PKG_CONFIG_PATH=/b', 'PKG_CONFIG_SYSROOT_DIR=/c']);
  });

  it('keeps what CMake has added to the folders of the target', () => {
    const env = { PKG_CONFIG_LIBDIR: own(), PKG_CONFIG_PATH: '/prefix/lib/pkgconfig' };
    expect(lines(env)).toContain('PKG_CONFIG_PATH=/prefix/lib/pkgconfig');
  });

  it('says what to do about a library that is missing, unless it was only asked whether it exists', () => {
    sandbox.program('pkg-config', 'exit 3');
    const asked = sandbox.run(name, ['--cflags', 'leaf >= 1', 'leaf']);
    expect(asked.code).toBe(3);
    expect(asked.stderr).toContain('mkcross: x86_64-pc-windows-gnu has no library "leaf" in ');
    expect(asked.stderr).toContain('"libraries" under [target.x86_64-pc-windows-gnu] in mkcross.toml');
    expect(sandbox.run(name, ['--exists', 'leaf'])).toEqual({ code: 3, stdout: '', stderr: '' });
  });

  it('is named like the other programs of its toolchain', () => {
    const input = inputs.gccWindows;
    const prefix = 'x86_64-pc-windows-gnu-rust-';
    const { env, programs } = adapter('cargo').target({ ...input, toolchain: { ...input.toolchain, prefix } });
    expect(Object.keys(programs ?? {})).toEqual(['x86_64-pc-windows-gnu-rust-pkg-config']);
    expect(envOf({ env: env ?? {} })['PKG_CONFIG_x86_64_pc_windows_gnu']).toMatch(/-rust-pkg-config$/);
  });
});
