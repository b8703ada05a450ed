import type { AdapterInput, BuildRequest } from '@mkcross/build-systems';
import { aarch64, gcc, inputOf, inputs, targetOf, zig } from './inputs.ts';
import { adapter, envOf, fileOf, inFolder, programOf } from './rendered.ts';
import { files, Sandbox } from './sandbox.ts';

const meson = adapter('meson');
const text = (input: AdapterInput) => fileOf(meson.target(input), '.ini', inFolder('/s'));

describe('the cross file of Meson', () => {
  it('names all programs of a gcc for Windows, and Wine', () => {
    const program = (name: string) => `'/s/bin/x86_64-pc-windows-gnu-${name}'`;
    expect(text(inputs.gccWindows)).toBe(`[binaries]
c = ${program('gcc')}
cpp = ${program('g++')}
ar = ${program('ar')}
ranlib = ${program('ranlib')}
nm = ${program('nm')}
strip = ${program('strip')}
objcopy = ${program('objcopy')}
objdump = ${program('objdump')}
readelf = ${program('readelf')}
windres = ${program('windres')}
dlltool = ${program('dlltool')}
pkg-config = ${program('pkg-config')}
exe_wrapper = '/s/bin/wine-x86_64-pc-windows-gnu'

[properties]
needs_exe_wrapper = true

[built-in options]
c_link_args = ['-static']
cpp_link_args = ['-static']

[host_machine]
system = 'windows'
cpu_family = 'x86_64'
cpu = 'x86_64'
endian = 'little'
`);
  });

  it('asks for no runner where the machine itself runs the target', () => {
    const file = text(inputs.zigMusl);
    expect(file).not.toContain('exe_wrapper =  ');
    expect(file).toContain('needs_exe_wrapper = false');
    expect(file).not.toMatch(/^exe_wrapper/m);
    expect(file).toContain("[built-in options]\ndefault_library = 'static'\n");
  });

  it('names qemu for another architecture', () => {
    expect(text(inputOf(aarch64, zig(aarch64)))).toContain(
      "exe_wrapper = '/s/bin/qemu-aarch64-aarch64-unknown-linux-musl'",
    );
  });

  it.each([
    ['powerpc64le-unknown-linux-gnu', 'linux', 'ppc64', 'little'],
    ['s390x-unknown-linux-gnu', 'linux', 's390x', 'big'],
    ['aarch64-apple-darwin', 'darwin', 'aarch64', 'little'],
    ['aarch64-linux-android', 'android', 'aarch64', 'little'],
    ['x86_64-unknown-illumos', 'sunos', 'x86_64', 'little'],
  ])('describes %s', (triple, system, family, endian) => {
    const target = targetOf(triple);
    const file = text(inputOf(target, gcc(target)));
    expect(file).toContain(`system = '${system}'\ncpu_family = '${family}'\n`);
    expect(file).toContain(`endian = '${endian}'`);
  });

  it('is named by a variable', () => {
    expect(envOf(meson.target(inputs.zigMusl))).toEqual({
      MKCROSS_MESON_CROSS_x86_64_unknown_linux_musl: '/s p/files/x86_64-unknown-linux-musl-acme-zig.ini',
    });
  });
});

describe('<triple>-meson', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
    sandbox.fake('meson');
  });
  afterEach(() => {
    sandbox.remove();
  });
  const run = (input: AdapterInput, args: readonly string[]) => {
    const name = `${input.target.triple}-meson`;
    sandbox.script(name, programOf(meson.target(input), name));
    return sandbox.run(name, args);
  };

  it('names the cross file where a folder is set up', () => {
    const file = `${sandbox.folder}/files/x86_64-pc-windows-gnu-acme-gcc.ini`;
    expect(run(inputs.gccWindows, ['setup', 'a b']).stdout).toBe(`meson\nsetup\n--cross-file\n${file}\na b\n`);
    expect(run(inputs.gccWindows, ['compile', '-C', 'a b']).stdout).toBe('meson\ncompile\n-C\na b\n');
  });

  it('refuses to skip all tests where nothing runs the target', () => {
    expect(run(inputs.gccWindows, ['test']).stdout).toBe('meson\ntest\n');
    const ended = run({ ...inputs.gccWindows, runs: undefined }, ['test']);
    expect([ended.code, ended.stdout]).toEqual([1, '']);
    expect(ended.stderr).toContain('tests for x86_64-pc-windows-gnu cannot run on this machine');
  });
});

describe('a Meson project', () => {
  const request: BuildRequest = { input: inputs.gccWindows, folder: '/p', output: '/o' };
  const commands = async (texts: Readonly<Record<string, string>>) =>
    (await meson.project.build(request, files(texts))).map(({ command }) => command.join(' '));

  it('is set up once, and then again with the folder that there is', async () => {
    expect(await commands({})).toEqual([
      'x86_64-pc-windows-gnu-meson setup /o /p',
      'meson compile -C /o',
      'meson introspect --targets /o',
      'meson introspect --tests /o',
    ]);
    expect((await commands({ '/o/build.ninja': '' }))[0]).toBe('x86_64-pc-windows-gnu-meson setup --reconfigure /o /p');
  });

  it('has programs and libraries that were built', async () => {
    const target = (type: string, ...filename: readonly string[]) => ({ type, filename });
    const targets = JSON.stringify([
      target('executable', '/o/app.exe', '/o/app.pdb'),
      target('executable', '/o/unbuilt.exe'),
      target('shared library', '/o/libwords.dll', '/o/libwords.dll.a'),
      target('static library', '/o/libs.a'),
      target('custom', '/o/generated.h'),
    ]);
    const there = Object.fromEntries(
      ['app.exe', 'libwords.dll', 'libs.a', 'generated.h'].map((name) => [`/o/${name}`, '']),
    );
    const artifacts = await meson.project.artifacts(request, { ...files(there), printed: { targets } });
    expect(artifacts).toEqual([
      { name: 'app', path: '/o/app.exe', kind: 'executable', run: true, folder: '/p' },
      { name: 'libs', path: '/o/libs.a', kind: 'library', run: false, folder: '/p' },
      { name: 'libwords', path: '/o/libwords.dll', kind: 'library', run: false, folder: '/p' },
    ]);
    expect(await meson.project.artifacts(request, { ...files(there), printed: {} })).toEqual([]);
  });

  it('is tested if it has tests', async () => {
    const steps = async (tests: string) =>
      (await meson.project.test(request, { ...files({}), printed: { tests } })).map(({ command }) => command.join(' '));
    expect(await steps('[{"name":"words"}]')).toEqual(['x86_64-pc-windows-gnu-meson test -C /o']);
    expect(await steps('[]')).toEqual([]);
  });
});
