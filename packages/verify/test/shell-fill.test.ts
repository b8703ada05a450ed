import { shellFill, type EnteredShell } from '@mkcross/verify';
import { modelTarget, musl, sampleModel } from './sample-model.ts';

const rustup = {
  from: 'rust',
  why: 'Installs Rust.',
  nix: { package: { attr: ['rustup'] }, program: 'rustup' },
  find: [{ command: 'rustup' }],
};
const model = sampleModel([modelTarget(musl)], {
  tools: { 'rust/rustup': rustup, 'rust/other': rustup },
  packages: [{ from: 'rust', package: { attr: ['rustup'] }, tool: 'rust/rustup', why: 'Rust.' }],
});
const programs = [
  `/nix/store/cc/bin/${musl}-cc`,
  '/nix/store/rustup/bin/rustup',
  '/home/me/.cargo/bin/rustup',
  '/usr/bin/gcc',
];
const shell: EnteredShell = {
  root: '/project',
  env: { PATH: '/home/me/.cargo/bin:/nix/store/cc/bin:/nix/store/rustup/bin:/usr/bin' },
  find: (name, path) =>
    path
      .split(':')
      .map((folder) => `${folder}/${name}`)
      .find((file) => programs.includes(file)),
  isOwn: (folder) => folder.startsWith('/nix/store/'),
};

describe('a placeholder in a shell that is entered', () => {
  const fill = shellFill(model, shell);
  test.each([
    ['a program of the shell', { program: `${musl}-cc` }, `/nix/store/cc/bin/${musl}-cc`],
    ['no program of the machine', { program: 'gcc' }, undefined],
    ['nothing for a program that is not on PATH', { program: 'other' }, undefined],
    ['a tool that a program is a link to', { tool: `sample/gcc@${musl}` }, `/nix/store/cc/bin/${musl}-cc`],
    [
      'the tool of a package, not another of that name that comes first',
      { tool: 'rust/rustup' },
      '/nix/store/rustup/bin/rustup',
    ],
    ['nothing for a tool that is not on PATH', { tool: 'rust/other' }, undefined],
    ['the project', { project: '' }, '/project'],
    ['a path in the project', { project: 'vendor' }, '/project/vendor'],
    ['nothing for a library', { library: 'sdk', dir: 'lib' }, undefined],
    ['nothing for a file', { file: 'x' }, undefined],
  ] as const)('is %s', (_, placeholder, path) => {
    expect(fill(placeholder)).toBe(path);
  });
  test('is what was located on this machine', () => {
    const located = shellFill(model, {
      ...shell,
      tools: { 'rust/other': '/usr/bin/rustup' },
      libraries: { sdk: { lib: '/opt/sdk/lib' } },
    });
    expect(located({ tool: 'rust/other' })).toBe('/usr/bin/rustup');
    expect(located({ tool: 'rust/rustup' })).toBeUndefined();
    expect(located({ library: 'sdk', dir: 'lib' })).toBe('/opt/sdk/lib');
    expect(located({ library: 'sdk', dir: 'include' })).toBeUndefined();
  });
  test('is the script of a tool that has its name and starts it', () => {
    const tool = { ...rustup, nix: { package: { attr: ['zig'] }, program: 'zig' } };
    const script = { from: 'zig', why: 'Zig.', values: { zig: [{ tool: 'zig/zig' }] }, body: 'exec "$zig" "$@"' };
    const found = (name: string) => {
      const { programs } = model;
      const scripted = { ...model, tools: { 'zig/zig': tool }, programs: [...programs, { ...script, name }] };
      return shellFill(scripted, { ...shell, find: (program) => `/nix/store/zig/bin/${program}` })({ tool: 'zig/zig' });
    };
    expect(found('zig')).toBe('/nix/store/zig/bin/zig');
    expect(found('zig-build')).toBeUndefined();
  });
});
