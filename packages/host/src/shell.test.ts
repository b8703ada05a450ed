import type { ModelFixture, ShellModel } from '@mkcross/composer';
import { hostShell, locateShell, makeShell, requiredTools, toolFindings, type ShellChoice } from '@mkcross/host';
import { memorySystem, type Beginning } from '../test/memory-system.ts';
import {
  allTargets,
  musl,
  sampleContext,
  sampleEntry,
  sampleLibrary,
  sampleModel,
  sampleTarget,
  sampleTool,
  shellOf,
  windows,
} from '../test/sample-model.ts';

const state = '/p/.mkcross/host';

const listModel = sampleModel({
  tools: { 'a/gcc': sampleTool('gcc'), 'b/mingw': sampleTool('mingw') },
  libraries: { 'b/pthreads': sampleLibrary(['/usr/mingw/include']) },
  env: {
    TOOLS: [
      {
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
    ],
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

  it('requires what its programs, the files that they name, and its fixtures refer to, on this host only', () => {
    const program = { from: 'a', why: 'test', body: '' };
    const fixture = (systems: ModelFixture['systems']): ModelFixture => ({
      from: 'a',
      id: 'c',
      ...(systems === undefined ? {} : { systems }),
      files: {},
      build: [[{ tool: 'a/make' }]],
      artifact: 'x',
      expect: {},
      runs: [],
    });
    const model = (systems: readonly ['aarch64-linux' | 'x86_64-linux']) =>
      sampleModel({
        files: {
          'inner.cfg': { from: 'a', content: [{ tool: 'a/ld' }] },
          'outer.cfg': { from: 'a', content: [{ file: 'inner.cfg' }, { file: 'outer.cfg' }] },
        },
        programs: [{ ...program, name: 'run', systems, values: { all: { list: ['x', [{ file: 'outer.cfg' }]] } } }],
        targets: { [musl]: { ...sampleTarget(musl), fixtures: [fixture(systems)] } },
      });
    expect([...requiredTools(model(['x86_64-linux']), shellOf(musl)).tools]).toEqual(['a/make', 'a/ld']);
    expect(requiredTools(model(['aarch64-linux']), shellOf(musl)).tools.size).toBe(0);
  });
});

describe('variables', () => {
  const env: ShellModel['env'] = {
    CC: [
      sampleEntry('for windows', { targets: [windows] }),
      sampleEntry('for all'),
      sampleEntry('default', { kind: 'default' }),
    ],
    EDITOR: [sampleEntry('vi', { kind: 'default' })],
    GONE: [sampleEntry('', { kind: 'unset', targets: [musl] })],
    TARGET: [sampleEntry([{ defaultTarget: true }])],
    FLAGS: [
      {
        kind: 'list',
        separator: ' ',
        prepend: [{ from: 'a', values: ['-first'], why: 'test' }],
        append: [{ from: 'a', values: ['-last', ['-I', { library: 'a/none', dir: 'include' }]], why: 'test' }],
      },
    ],
    FOLDERS: [
      {
        kind: 'list',
        separator: ':',
        prepend: [],
        append: [{ from: 'a', values: [[{ project: 'bin' }]], why: 'test' }],
      },
    ],
  };
  const of = (choice: ShellChoice, user: Readonly<Record<string, string>>) =>
    hostShell({ ...sampleContext({ env }), choice }, user);

  it('have the value of the first entry that is in the shell', () => {
    expect(of(shellOf(windows), {}).env).toMatchObject({ CC: 'for windows', EDITOR: 'vi', FLAGS: '-first -last' });
    expect(of(shellOf(musl), { EDITOR: 'nano', FLAGS: '-mine' }).env).toMatchObject({
      CC: 'for all',
      FLAGS: '-first -mine -last',
    });
    expect(of(shellOf(musl), { EDITOR: 'nano' }).env['EDITOR']).toBeUndefined();
  });

  it('are removed, left alone without a default target, and get no folder twice', () => {
    expect(of(shellOf(musl), {}).unset).toEqual(['GONE']);
    expect(of(shellOf(windows), {}).unset).toEqual([]);
    expect(of(shellOf(musl), {}).env['TARGET']).toBeUndefined();
    expect(of({ ...shellOf(musl), defaultTarget: musl }, {}).env['TARGET']).toBe(musl);
    expect(of(shellOf(musl), { FOLDERS: '/p/bin:/x' }).env['FOLDERS']).toBe('/x:/p/bin');
  });
});

describe('programs', () => {
  const program = { from: 'a', why: 'test' };

  it('have values, arrays, and the files that they refer to', () => {
    const { files } = hostShell(
      sampleContext({
        programs: [
          {
            ...program,
            name: 'run',
            values: { config: [{ file: 'a.cfg' }], words: { list: ['two words', '', [{ program: 'other' }]] } },
            body: 'exec "$1"',
          },
        ],
        files: {
          'a.cfg': { from: 'a', content: ['see ', { file: 'b/c.cfg' }, ' of ', { project: '' }] },
          'b/c.cfg': { from: 'a', content: 'inner' },
          'unused.cfg': { from: 'a', content: '' },
        },
      }),
      {},
    );
    expect(Object.fromEntries(files.map(({ path, text }) => [path, text]))).toEqual({
      [`${state}/programs/run`]: [
        '#!/bin/bash',
        `config=${state}/files/a.cfg`,
        `words=('two words' '' ${state}/programs/other)`,
        'exec "$1"',
        '',
      ].join('\n'),
      [`${state}/files/a.cfg`]: `see ${state}/files/b/c.cfg of /p`,
      [`${state}/files/b/c.cfg`]: 'inner',
    });
  });

  it('leave out what names a folder that does not exist; empty archives stand in for a library', () => {
    const at = (dir: 'include' | 'lib', library: string, option: string) => [option, { library, dir }];
    const { files } = hostShell(
      sampleContext(
        {
          libraries: {
            'a/stub@x': { ...sampleLibrary([]), find: {}, stubArchives: ['libstub.a'] },
            'a/there': sampleLibrary(['/i']),
            'mkcross.toml/x/./vendor': sampleLibrary([]),
          },
          programs: [
            {
              ...program,
              name: 'cc',
              values: {
                all: {
                  list: [
                    at('include', 'a/stub@x', '-I'),
                    at('lib', 'a/stub@x', '-L'),
                    at('include', 'a/there', '-I'),
                    at('lib', 'a/there', '-L'),
                    at('lib', 'mkcross.toml/x/./vendor', '-L'),
                  ],
                },
              },
              body: 'x',
            },
          ],
        },
        {
          libraries: {
            'a/stub@x': { status: 'found', dirs: {} },
            'a/there': { status: 'found', dirs: { include: '/i' } },
            'mkcross.toml/x/./vendor': { status: 'missing', dirs: {}, expected: { lib: '/p/vendor/lib' } },
          },
        },
      ),
      {},
    );
    expect(files.map(({ path }) => path)).toEqual([
      `${state}/libraries/a/stub@x/lib/libstub.a`,
      `${state}/programs/cc`,
    ]);
    expect(files[1]?.text).toMatch(`\nall=(-L${state}/libraries/a/stub@x/lib -I/i -L/p/vendor/lib)\n`);
  });

  it('that add nothing are links, or scripts where the name would change what is done', () => {
    const tool = (path: string, more = {}) => ({ status: 'found', path, ...more }) as const;
    const { files, links, bin } = hostShell(
      sampleContext(
        {
          tools: { 'a/ar': sampleTool('ar'), 'a/cc': sampleTool('cc'), 'a/gone': sampleTool('gone') },
          programs: [
            { ...program, name: 't-ar', link: [{ tool: 'a/ar' }] },
            { ...program, name: 't-cc', link: [{ tool: 'a/cc' }] },
            { ...program, name: 't-gcc', link: [{ program: 't-cc' }] },
            { ...program, name: 't-gone', link: [{ tool: 'a/gone' }] },
            { ...program, name: 'ccache', link: [{ tool: 'a/cc' }] },
          ],
        },
        {
          tools: {
            'a/ar': tool('/bin/ar'),
            'a/cc': tool('/usr/bin/ccache', { dependsOnName: true }),
            'a/gone': { status: 'missing', message: 'no' },
          },
        },
      ),
      {},
    );
    const to = Object.fromEntries(links.map((link) => [link.path, link.to]));
    expect(to).toEqual({
      ...Object.fromEntries(
        ['ccache', 't-ar', 't-cc', 't-gcc', 't-gone'].map((name) => [`${bin}/${name}`, `${state}/programs/${name}`]),
      ),
      [`${state}/programs/ccache`]: '/usr/bin/ccache',
      [`${state}/programs/t-ar`]: '/bin/ar',
      [`${state}/programs/t-gone`]: `${state}/tools/a/gone/gone`,
    });
    const texts = Object.fromEntries(files.map(({ path, text }) => [path, text]));
    expect(texts[`${state}/programs/t-cc`]).toBe('#!/bin/bash\nprogram=/usr/bin/ccache\nexec "$program" "$@"\n');
    expect(texts[`${state}/programs/t-gcc`]).toBe(
      `#!/bin/bash\nprogram=${state}/programs/t-cc\nexec "$program" "$@"\n`,
    );
  });
});

describe('writing a shell', () => {
  const model = sampleModel({
    tools: {
      'a/cc': sampleTool('cc', { find: [{ command: 'musl-gcc', through: 'exec "$program" "$@"' }] }),
      'a/gone': sampleTool('gone', { optional: true }),
      'a/rustup': sampleTool('rustup', { alsoProvides: ['cargo', 'rustfmt'] }),
    },
    packages: ['a/cc', 'a/rustup'].map((tool) => ({ from: 'a', tool, package: { attr: ['x'] }, why: 'test' })),
    programs: [{ from: 'a', name: 't-cc', link: [{ tool: 'a/cc' }], why: 'test' }],
    env: { CC: [sampleEntry([{ tool: 'a/cc' }])] },
  });
  const request = { model, choice: allTargets, root: '/p', user: { PATH: '/bin:/p/.mkcross/host/other/bin' } };
  const programs = { '/bin/bash': '', '/bin/musl-gcc': '', '/bin/apt-get': '', '/bin/rustup': '', '/bin/cargo': '' };

  it('makes scripts for wrapped and for missing tools, and leaves what is up to date', async () => {
    const system = memorySystem({ programs });
    const shell = await makeShell(system, await locateShell(system, request));
    expect(shell.env).toEqual({
      CC: `${state}/tools/a/cc/cc`,
      MKCROSS_PROJECT_ROOT: '/p',
      PATH: `${state}/default/bin:/bin`,
    });
    expect(system.contents.get(`${state}/tools/a/cc/cc`)).toBe(
      '#!/bin/bash\nprogram=/bin/musl-gcc\nexec "$program" "$@"\n',
    );
    expect(system.contents.get(`${state}/tools/a/gone/gone`)).toMatch(
      '"gone" is not installed. Install gone-package, or run: npx mkcross doctor',
    );
    expect(Object.fromEntries(system.links)).toEqual({
      [`${state}/default/bin/cargo`]: '/bin/cargo',
      [`${state}/default/bin/cc`]: `${state}/tools/a/cc/cc`,
      [`${state}/default/bin/rustup`]: '/bin/rustup',
      [`${state}/default/bin/t-cc`]: `${state}/programs/t-cc`,
      [`${state}/programs/t-cc`]: `${state}/tools/a/cc/cc`,
    });
    system.links.set(`${state}/default/bin/old`, '/bin/old');
    system.changes.length = 0;
    await makeShell(system, await locateShell(system, request));
    expect(system.changes).toEqual([`remove ${state}/default/bin/old`]);
  });
});

describe('a project in a folder with a blank in its name', () => {
  const root = '/home/me/my project_1';
  const model = sampleModel({
    libraries: {
      'mkcross.toml/x/./vendor': {
        ...sampleLibrary([]),
        nix: { package: { folder: './vendor' } },
        find: { lib: [{ path: [{ project: 'vendor/lib' }] }] },
      },
    },
    files: { 'a.cfg': { from: 'a', content: '' } },
    env: {
      CONFIG: [sampleEntry([{ file: 'a.cfg' }])],
      HOME_OF_CARGO: [sampleEntry([{ project: '.cargo' }])],
      RUSTFLAGS: [sampleEntry(['-L native=', { library: 'mkcross.toml/x/./vendor', dir: 'lib' }])],
    },
  });
  const open = async (user: Readonly<Record<string, string>>, beginning: Beginning = {}) => {
    const system = memorySystem({
      programs: { '/bin/bash': '' },
      files: { [`${root}/vendor/lib/a`]: '' },
      ...beginning,
    });
    const located = await locateShell(system, { model, choice: allTargets, root, user: { PATH: '/bin', ...user } });
    const found = await toolFindings(system, located);
    return { system, found, shell: await makeShell(system, located), codes: found.map(({ code }) => code) };
  };

  it('is named by a link without blanks in what build systems split', async () => {
    const { system, shell, codes } = await open({});
    const link = '/home/account/.cache/mkcross/projects/home/me/my_20project_5F1/_';
    expect(codes).toEqual([]);
    expect(system.links.get(link)).toBe(root);
    expect(shell.env).toEqual({
      CONFIG: `${link}/.mkcross/host/files/a.cfg`,
      HOME_OF_CARGO: `${root}/.cargo`,
      MKCROSS_PROJECT_ROOT: root,
      PATH: `${link}/.mkcross/host/default/bin:/bin`,
      RUSTFLAGS: `-L native=${link}/vendor/lib`,
    });
  });

  it('is an error where the cache has a blank in its path, too', async () => {
    const { found } = await open({ MKCROSS_CACHE: '/my cache' });
    expect(found).toMatchObject([{ code: 'PROJECT_PATH_SPLIT', data: { path: root } }]);
  });
});
