import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AdapterInput, BuildRequest } from '@mkcross/build-systems';
import { aarch64, hostInput, inputOf, inputs, zig } from './inputs.ts';
import { adapter, programOf } from './rendered.ts';
import { files, Sandbox } from './sandbox.ts';

const zigBuild = adapter('zig-build');

describe('the program zig', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => {
    sandbox.remove();
  });
  const variables = ['NIX_CFLAGS_COMPILE', 'NIX_CFLAGS_LINK', 'NIX_LDFLAGS', 'ZIG_GLOBAL_CACHE_DIR'];
  const words = (all: readonly AdapterInput[], args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    sandbox.script('as-zig', programOf(zigBuild.shell?.(all) ?? {}, 'zig'));
    sandbox.fake('zig', variables);
    return sandbox.run('as-zig', args, env).stdout.trimEnd().split('\n');
  };
  const all = [inputs.zigMusl, inputs.zigWindows, inputOf(aarch64, zig(aarch64)), hostInput()];

  it('is told of the runners of the shell', () => {
    expect(words(all, ['build', 'run', '--', 'a b']).slice(4)).toEqual([
      'zig',
      'build',
      '-fqemu',
      '-fwine',
      'run',
      '--',
      'a b',
    ]);
    expect(words([inputs.zigMusl], ['build', 'test']).slice(4)).toEqual(['zig', 'build', 'test']);
    expect(words(all, ['cc', 'build']).slice(4)).toEqual(['zig', 'cc', 'build']);
  });

  it('does not see what Nix tells gcc, nor a cache that does not exist', () => {
    const set = Object.fromEntries(variables.map((name) => [name, '/missing']));
    expect(words(all, ['version'], set).slice(0, 4)).toEqual(variables.map((name) => `${name}=unset`));
    const cache = join(sandbox.folder, 'cache');
    mkdirSync(cache);
    expect(words(all, ['version'], { ZIG_GLOBAL_CACHE_DIR: cache })[3]).toBe(`ZIG_GLOBAL_CACHE_DIR=${cache}`);
  });

  it('is not there without a zig', () => {
    expect(zigBuild.shell?.([hostInput()])).toEqual({});
  });
});

describe('a project of zig build', () => {
  const request: BuildRequest = { input: inputs.zigWindows, folder: '/p', output: '/o' };
  it('is built for Zig’s name of the target', async () => {
    const steps = await zigBuild.project.build(request, files({}));
    expect(steps.map(({ command }) => command.join(' '))).toEqual([
      'zig build -Dtarget=x86_64-windows-gnu --prefix /o',
      'zig build -l',
    ]);
  });

  it('is tested if it has a step "test"', async () => {
    const steps = async (printed: string) =>
      (await zigBuild.project.test(request, { ...files({}), printed: { steps: printed } })).map(({ command }) =>
        command.join(' '),
      );
    const listed =
      '  install (default)            Copy build artifacts to prefix path\n  run                          Run the app\n';
    expect(await steps(`${listed}  test                         Run tests\n`)).toEqual([
      'zig build -Dtarget=x86_64-windows-gnu test',
    ]);
    expect(await steps(`${listed}  test-all                     Run tests\n`)).toEqual([]);
  });

  it('has what it installs', async () => {
    const names = ['bin/app.exe', 'bin/app.pdb', 'bin/notes.dll', 'lib/notes.lib', 'include/notes.h', 'lib/data.bin'];
    const there = files(Object.fromEntries(names.map((name) => [`/o/${name}`, ''])));
    const artifacts = await zigBuild.project.artifacts(request, { ...there, printed: {} });
    expect(artifacts.map(({ name, kind, run }) => [name, kind, run])).toEqual([
      ['app', 'executable', true],
      ['notes', 'library', false],
      ['notes', 'library', false],
    ]);
  });
});
