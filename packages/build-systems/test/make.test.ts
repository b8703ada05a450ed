import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildRequest } from '@mkcross/build-systems';
import { inputs } from './inputs.ts';
import { adapter, programOf } from './rendered.ts';
import { disk, files, Sandbox } from './sandbox.ts';

const make = adapter('make');

describe('<triple>-make', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
    for (const input of [inputs.gccWindows, inputs.zigMusl]) {
      const name = `${input.target.triple}-make`;
      sandbox.script(name, programOf(make.target(input), name));
    }
  });
  afterEach(() => {
    sandbox.remove();
  });
  const words = (name: string, args: readonly string[], env?: Readonly<Record<string, string>>) => {
    sandbox.fake('make', ['LDFLAGS']);
    return sandbox.run(name, args, env).stdout.trimEnd().split('\n');
  };

  it('names the programs of the target, and what its executables need', () => {
    const prefix = 'x86_64-pc-windows-gnu-';
    expect(words('x86_64-pc-windows-gnu-make', ['-C', 'a b', 'all'])).toEqual([
      'LDFLAGS=-static',
      'make',
      `CC=${prefix}gcc`,
      `CXX=${prefix}g++`,
      `AR=${prefix}ar`,
      `RANLIB=${prefix}ranlib`,
      `NM=${prefix}nm`,
      `STRIP=${prefix}strip`,
      `OBJCOPY=${prefix}objcopy`,
      `OBJDUMP=${prefix}objdump`,
      `WINDRES=${prefix}windres`,
      `DLLTOOL=${prefix}dlltool`,
      `PKG_CONFIG=${prefix}pkg-config`,
      `CROSS_COMPILE=${prefix}`,
      '-C',
      'a b',
      'all',
    ]);
  });

  it.each(['CC=clang', 'CC:=clang', 'CC?=clang', 'CC+=clang', 'CC::=clang'])('leaves alone what %s names', (given) => {
    const all = words('x86_64-pc-windows-gnu-make', [given]);
    expect(all.filter((word) => word.startsWith('CC'))).toEqual([given]);
    expect(all).toContain('CXX=x86_64-pc-windows-gnu-g++');
  });

  it('leaves LDFLAGS to the user, and to compilers that need none', () => {
    expect(words('x86_64-pc-windows-gnu-make', [], { LDFLAGS: '-s' })[0]).toBe('LDFLAGS=-s');
    expect(words('x86_64-unknown-linux-musl-make', [])[0]).toBe('LDFLAGS=unset');
  });

  it('builds with make itself', () => {
    sandbox.fake('x86_64-unknown-linux-musl-cc');
    sandbox.write('Makefile', 'prog: prog.c\n\t$(CC) -o $@ $^\n');
    sandbox.write('prog.c', '');
    const built = sandbox.run('x86_64-unknown-linux-musl-make', ['-s']);
    expect(built).toEqual({ code: 0, stdout: 'x86_64-unknown-linux-musl-cc\n-o\nprog\nprog.c\n', stderr: '' });
  });
});

describe('a project with a Makefile', () => {
  let sandbox: Sandbox;
  let request: BuildRequest;
  beforeEach(() => {
    sandbox = new Sandbox();
    const output = join(sandbox.folder, 'app/.state/make');
    request = { input: inputs.zigMusl, folder: join(sandbox.folder, 'app'), output };
    sandbox.script(
      'x86_64-unknown-linux-musl-make',
      programOf(make.target(inputs.zigMusl), 'x86_64-unknown-linux-musl-make'),
    );
    sandbox.program('x86_64-unknown-linux-musl-cc', "printf '\\177ELF' >prog");
    sandbox.write(
      'app/Makefile',
      'all: prog tool.sh\nprog: main.o\n\t$(CC)\ntool.sh:\n\techo "#!/bin/sh" >$@\n%.o: %.c\n\ttouch $@\ncheck:\n\t./prog\n',
    );
    sandbox.write('app/main.c', '');
    sandbox.write('app/main.o', 'of another target');
    sandbox.write('app/sub/data', 'data');
  });
  afterEach(() => {
    sandbox.remove();
  });
  const build = async () => {
    for (const { command, cwd = request.folder } of await make.project.build(request, disk)) {
      mkdirSync(cwd, { recursive: true });
      const [name, ...args] = command;
      expect(sandbox.run(name, args, {}, cwd)).toMatchObject({ code: 0 });
    }
    return make.project.artifacts(request, { ...disk, printed: {} });
  };

  it.each([false, true])('is built in a copy, without objects of another target (in git: %s)', async (inGit) => {
    if (inGit) {
      sandbox.write('app/.gitignore', '*.o\n.state/\n');
      execFileSync('git', ['init', '--quiet'], { cwd: request.folder });
    }
    const artifacts = await build();
    const copy = `${request.output}/build`;
    expect(artifacts).toEqual([{ name: 'prog', path: `${copy}/prog`, kind: 'executable', run: true, folder: copy }]);
    expect([existsSync(`${copy}/sub/data`), existsSync(`${copy}/.state`)]).toEqual([true, false]);
    expect(await disk.read(`${copy}/main.o`)).toBe('');
    expect(existsSync(`${request.folder}/prog`)).toBe(false);
  });

  it('is tested where the machine runs its programs', async () => {
    const built = { ...files({ [`${request.output}/build/Makefile`]: 'CHECK := 1\ncheck: all\n' }), printed: {} };
    expect((await make.project.test(request, built)).map(({ command }) => command)).toEqual([
      ['x86_64-unknown-linux-musl-make', 'check'],
    ]);
    expect(await make.project.test({ ...request, input: inputs.gccWindows }, built)).toEqual([]);
    expect(await make.project.test(request, { ...files({}), printed: {} })).toEqual([]);
  });

  it('is recognised only where nothing else is', () => {
    expect(make.project.fallback).toBe(true);
  });
});
