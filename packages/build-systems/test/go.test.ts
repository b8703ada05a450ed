import type { AdapterInput, BuildRequest } from '@mkcross/build-systems';
import { gcc, hostInput, inputOf, inputs, targetOf, zig } from './inputs.ts';
import { adapter, programOf } from './rendered.ts';
import { files, Sandbox } from './sandbox.ts';

const go = adapter('go');

describe('<triple>-go', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => {
    sandbox.remove();
  });
  const variables = ['GOOS', 'GOARCH', 'GOARM', 'CGO_ENABLED', 'CC', 'CXX', 'AR', 'PKG_CONFIG', 'GOFLAGS'];
  const lines = (input: AdapterInput, args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const name = `${input.target.triple}-go`;
    sandbox.script(name, programOf(go.target(input), name));
    sandbox.program(
      'go',
      `if [ "$1" = env ]; then exit; fi
${variables.map((variable) => `echo "${variable}=\${${variable}-unset}"`).join('\n')}
printf '%s\\n' "$@"`,
    );
    return sandbox.run(name, args, env).stdout.trimEnd().split('\n');
  };

  it('builds for Windows, and runs by Wine', () => {
    const prefix = 'x86_64-pc-windows-gnu-';
    expect(lines(inputs.gccWindows, ['test', './a b'])).toEqual([
      'GOOS=windows',
      'GOARCH=amd64',
      'GOARM=unset',
      'CGO_ENABLED=1',
      `CC=${prefix}gcc`,
      `CXX=${prefix}g++`,
      `AR=${prefix}ar`,
      `PKG_CONFIG=${prefix}pkg-config`,
      `GOFLAGS="-ldflags=-linkmode external -extldflags '-static'" -exec=wine-x86_64-pc-windows-gnu `,
      'test',
      './a b',
    ]);
  });

  it('links static programs where the toolchain does, and needs no runner on its own machine', () => {
    expect(lines(inputs.zigMusl, ['build'])).toContain(`GOFLAGS="-ldflags=-linkmode external -extldflags '-static'" `);
    expect(lines(inputs.zigWindows, ['build'])).toContain('GOFLAGS=-exec=wine-x86_64-pc-windows-gnu ');
  });

  it('puts what the user says last', () => {
    expect(lines(inputs.zigMusl, ['build'], { GOFLAGS: '-v' })).toContain(
      `GOFLAGS="-ldflags=-linkmode external -extldflags '-static'" -v`,
    );
  });

  it.each([
    ['armv7-unknown-linux-gnueabihf', '7'],
    ['arm-unknown-linux-gnueabihf', '6'],
    ['arm-unknown-linux-gnueabi', '5'],
  ])('knows the version of %s', (triple, version) => {
    const target = targetOf(triple);
    expect(lines(inputOf(target, gcc(target)), ['build'])).toContain(`GOARM=${version}`);
  });

  it('is there only for targets that Go knows', () => {
    const target = targetOf('thumbv7em-none-eabihf');
    expect([go.target(inputOf(target, zig(target))), go.target(hostInput())]).toEqual([{}, {}]);
  });
});

describe('a Go module', () => {
  const request: BuildRequest = { input: inputs.gccWindows, folder: '/p', output: '/o' };
  const command = async (texts: Readonly<Record<string, string>>) =>
    (await go.project.build(request, files(texts))).map((step) => step.command.join(' '));

  it('is built with its programs, if it has any', async () => {
    const all = 'x86_64-pc-windows-gnu-go build ./...';
    expect(await command({ '/p/cmd/app/main.go': '// Go\npackage main\n' })).toEqual([
      all.replace('./', '-o /o/bin/ ./'),
    ]);
    expect(await command({ '/p/notes.go': 'package notes\n' })).toEqual([all]);
    const others = {
      '/p/vendor/app/main.go': 'package main\n',
      '/p/_tools/main.go': 'package main\n',
      '/p/generate.go': '//go:build ignore\n\npackage main\n',
      '/p/main_test.go': 'package main\n',
    };
    expect(await command(others)).toEqual([all]);
  });

  it('is tested if it has tests', async () => {
    const steps = (texts: Readonly<Record<string, string>>) =>
      go.project.test(request, { ...files(texts), printed: {} });
    expect(await steps({ '/p/main_test.go': '' })).toEqual([
      { name: 'test', kind: 'test', command: ['x86_64-pc-windows-gnu-go', 'test', './...'] },
    ]);
    expect(await steps({ '/p/main.go': '' })).toEqual([]);
  });

  it('has the programs that were built', async () => {
    const artifacts = await go.project.artifacts(request, { ...files({ '/o/bin/app.exe': '' }), printed: {} });
    expect(artifacts).toEqual([{ name: 'app', path: '/o/bin/app.exe', kind: 'executable', run: true, folder: '/p' }]);
  });
});
