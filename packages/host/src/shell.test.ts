import { hostShell, makeShell, requiredTools, toolFindings, locateShell, type ShellChoice } from '@mkcross/host';
import { memorySystem } from '../test/memory-system.ts';
import {
  allTargets,
  musl,
  sampleLibrary,
  sampleModel,
  sampleTarget,
  sampleTool,
  shellOf,
  windows,
} from '../test/sample-model.ts';

const listModel = sampleModel({
  tools: { 'a/gcc': sampleTool('gcc'), 'b/mingw': sampleTool('mingw') },
  libraries: { 'b/pthreads': sampleLibrary(['/usr/mingw/include']) },
  env: {
    TOOLS: {
      kind: 'list',
      separator: ':',
      prepend: [{ from: 'a', targets: [musl], values: [[{ tool: 'a/gcc' }]], why: 'test' }],
      append: [
        {
          from: 'b',
          targets: [windows],
          values: [[{ tool: 'b/mingw' }], [{ library: 'b/pthreads', dir: 'include' }]],
          why: 'test',
        },
      ],
    },
  },
});

describe('the shell of one target', () => {
  it('does not require what list variables add for another target', () => {
    expect([...requiredTools(listModel, shellOf(musl)).tools]).toEqual(['a/gcc']);
    expect(requiredTools(listModel, shellOf(musl)).libraries.size).toBe(0);
    expect([...requiredTools(listModel, shellOf(windows)).tools]).toEqual(['b/mingw']);
    expect([...requiredTools(listModel, allTargets).tools]).toEqual(['a/gcc', 'b/mingw']);
  });

  it('opens on a machine that has the tools of this target alone', async () => {
    const system = memorySystem({ programs: { '/bin/bash': '', '/bin/gcc': 'gcc 14.2' } });
    const codes = async (choice: ShellChoice) => {
      const request = { model: listModel, choice, root: '/p', user: { PATH: '/bin' } };
      return (await toolFindings(system, await locateShell(system, request))).map(({ code }) => code);
    };
    expect(await codes(shellOf(musl))).toEqual([]);
    expect(await codes(shellOf(windows))).toEqual(['TOOL_MISSING', 'LIBRARY_MISSING']);
  });

  it('does not require the tools of a runner that other hosts have', () => {
    const runner = (system: 'aarch64-linux' | 'x86_64-linux') =>
      sampleModel({
        tools: { 'a/qemu': sampleTool('qemu') },
        targets: {
          [musl]: {
            ...sampleTarget,
            runner: {
              from: 'a',
              systems: [system],
              why: 'test',
              runtime: [],
              script: { name: 'run', values: { qemu: [{ tool: 'a/qemu' }] }, body: '' },
            },
          },
        },
      });
    expect(requiredTools(runner('aarch64-linux'), shellOf(musl)).tools.size).toBe(0);
    expect([...requiredTools(runner('x86_64-linux'), shellOf(musl)).tools]).toEqual(['a/qemu']);
  });
});

it('writes the text files that a runner’s script refers to', () => {
  const inner = [{ text: { name: 'inner.cfg', content: ['inner of ', { project: '' }] } }] as const;
  const model = sampleModel({
    targets: {
      [musl]: {
        ...sampleTarget,
        runner: {
          from: 'a',
          why: 'test',
          runtime: [],
          script: {
            name: 'run',
            values: { config: [{ text: { name: 'outer.cfg', content: ['see ', ...inner] } }] },
            body: 'exec "$1" "$config"',
          },
        },
      },
    },
  });
  const context = {
    model,
    choice: shellOf(musl),
    locations: { tools: {}, libraries: {}, bash: '/bin/bash' },
    folders: { root: '/p', state: '/p/.mkcross/host' },
  };
  const files = Object.fromEntries(hostShell(context, {}).files.map(({ path, text }) => [path, text]));
  expect(files).toEqual({
    '/p/.mkcross/host/scripts/mkcross-run-x86_64-unknown-linux-musl': [
      '#!/bin/bash',
      "MKCROSS_RUNTIME_PATH=''",
      'config=/p/.mkcross/host/texts/outer.cfg',
      'exec "$1" "$config"',
      '',
    ].join('\n'),
    '/p/.mkcross/host/texts/inner.cfg': 'inner of /p',
    '/p/.mkcross/host/texts/outer.cfg': 'see /p/.mkcross/host/texts/inner.cfg',
  });
});

describe('writing a shell', () => {
  const model = sampleModel({
    tools: {
      'a/cc': sampleTool('cc', { commands: [{ command: 'musl-gcc', wrapper: 'exec "$program" "$@"', why: 'test' }] }),
      'a/gone': sampleTool('gone', { optional: true }),
    },
    packages: [{ from: 'a', tool: 'a/cc', package: { attr: ['cc'] }, why: 'test' }],
    env: { CC: { kind: 'set', from: 'a', value: [{ tool: 'a/cc' }], why: 'test', agreeing: [], overridden: [] } },
  });
  const request = { model, choice: allTargets, root: '/p', user: { PATH: '/bin:/p/.mkcross/host/other/bin' } };
  const programs = { '/bin/bash': '', '/bin/musl-gcc': '', '/bin/apt-get': '' };

  it('makes scripts for wrapped and for missing tools, and leaves what is up to date', async () => {
    const system = memorySystem({ programs });
    const shell = await makeShell(system, await locateShell(system, request));
    expect(shell.env).toEqual({
      CC: '/p/.mkcross/host/scripts/tools/a-cc/cc',
      MKCROSS_PROJECT_ROOT: '/p',
      PATH: '/p/.mkcross/host/default/bin:/bin',
    });
    expect(system.contents.get('/p/.mkcross/host/scripts/tools/a-cc/cc')).toBe(
      '#!/bin/bash\nprogram=/bin/musl-gcc\nexec "$program" "$@"\n',
    );
    expect(system.contents.get('/p/.mkcross/host/scripts/tools/a-gone/gone')).toMatch(
      '"gone" is not installed. Install gone-package, or run: npx mkcross doctor',
    );
    expect(system.links.get('/p/.mkcross/host/default/bin/cc')).toBe('/p/.mkcross/host/scripts/tools/a-cc/cc');
    system.links.set('/p/.mkcross/host/default/bin/old', '/bin/old');
    system.changes.length = 0;
    await makeShell(system, await locateShell(system, request));
    expect(system.changes).toEqual(['remove /p/.mkcross/host/default/bin/old']);
  });
});
