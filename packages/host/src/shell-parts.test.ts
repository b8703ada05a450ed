import { spawnSync } from 'node:child_process';
import type { ModelHook, ModelProgram, ModelTool, ShellModel } from '@mkcross/composer';
import {
  cacheFolder,
  hostShell,
  isOfHostShell,
  locateShell,
  makeShell,
  projectFoldersOf,
  shellPaths,
  stateFolder,
  writeShell,
  type HostShell,
  type ToolLocation,
  type ToolLocations,
  type WriteBase,
} from '@mkcross/host';
import { memorySystem } from '../test/memory-system.ts';
import {
  allTargets,
  musl,
  sampleContext,
  sampleEntry,
  sampleLibrary,
  sampleModel,
  sampleTool,
  shellOf,
  windows,
} from '../test/sample-model.ts';

const state = '/p/.mkcross/host';
const part = { from: 'a', why: 'test' } as const;

/** The shell of the musl target. */
const shellFor = (
  parts: Partial<ShellModel>,
  locations: Partial<ToolLocations> = {},
  user: Readonly<Record<string, string>> = { PATH: '/bin' },
): HostShell => hostShell({ ...sampleContext(parts, locations), choice: shellOf(musl) }, user);

describe('a file of a shell', () => {
  const script = (name: string, parts: Partial<Extract<ModelProgram, { body: string }>> = {}): ModelProgram => ({
    ...part,
    name,
    values: {},
    body: 'x',
    ...parts,
  });
  const filesOf = (parts: Partial<ShellModel>, locations: Partial<ToolLocations> = {}) =>
    shellFor(parts, locations).files;

  it('can be run if it is a program, and only then', () => {
    const files = filesOf({
      programs: [script('b', { values: { z: 'last', file: [{ file: 'cfg' }], b: '' } }), script('a')],
      libraries: { 'a/l': sampleLibrary([], { stubArchives: ['libl.a'] }) },
      files: { cfg: { from: 'a', content: 'text' } },
    });
    expect(files).toEqual([
      { path: `${state}/files/cfg`, text: 'text', executable: false },
      { path: `${state}/libraries/a/l/lib/libl.a`, text: '!<arch>\n', executable: false },
      { path: `${state}/programs/a`, text: '#!/bin/bash\nx\n', executable: true },
      {
        path: `${state}/programs/b`,
        text: `#!/bin/bash\nb=''\nfile=${state}/files/cfg\nz=last\nx\n`,
        executable: true,
      },
    ]);
  });

  it('ends with one line break, whatever it begins with', () => {
    const texts = ['x', 'x\n', '\nx'].map((body) => filesOf({ programs: [script('a', { body })] })[0]?.text);
    expect(texts).toEqual(['#!/bin/bash\nx\n', '#!/bin/bash\nx\n', '#!/bin/bash\n\nx\n']);
  });

  it('is not there for another target, nor for what the model does not have', () => {
    expect(filesOf({ programs: [script('a', { targets: [windows] })] })).toEqual([]);
    expect(filesOf({ programs: [script('a', { values: { f: [{ file: 'gone' }] } })] })).toHaveLength(1);
  });

  it('names the usual bash where none was found', () => {
    expect(filesOf({ programs: [script('a')] }, { bash: undefined })[0]?.text).toMatch(/^#!\/bin\/bash\n/);
    expect(filesOf({ programs: [script('a')] }, { bash: '/opt/bash' })[0]?.text).toMatch(/^#!\/opt\/bash\n/);
  });

  it('stands in for a library only where it is not on the machine', () => {
    const libraries = { 'a/l': sampleLibrary([], { stubArchives: ['libl.a'] }), 'a/other': sampleLibrary([]) };
    const of = (dirs: { readonly include?: string; readonly lib?: string }) =>
      filesOf({ libraries }, { libraries: { 'a/l': { status: 'found', dirs } } });
    expect(of({ include: '/i' })).toHaveLength(1);
    expect(of({ lib: '/l' })).toEqual([]);
  });

  it('says in place of a missing tool what is missing, and fails', () => {
    const [file] = filesOf(
      { tools: { t: sampleTool('t') } },
      { tools: { t: { status: 'missing', message: 'It\'s "t" that $HOME lacks.' } } },
    );
    const { stderr, status } = spawnSync('bash', ['--norc', '-c', file?.text ?? ''], { encoding: 'utf8' });
    expect([stderr, status]).toEqual(['mkcross: It\'s "t" that $HOME lacks.\n', 127]);
  });

  it('is there for a tool that is called through a script, and for no other that was found', () => {
    const tools = { found: sampleTool('found'), wrapped: sampleTool('wrapped'), fetched: sampleTool('fetched') };
    const files = filesOf(
      { tools },
      {
        tools: {
          found: { status: 'found', path: '/bin/found' },
          wrapped: { status: 'found', path: '/bin/wrapped', wrapper: 'exec "$program"' },
          fetched: { status: 'fetched', path: '/c/fetched' },
        },
      },
    );
    expect(files.map(({ path }) => path)).toEqual([`${state}/tools/wrapped/wrapped`]);
  });

  it.each<[string, ModelTool['nix'], string]>([
    ['a/x', { package: { attr: ['x'] }, program: 'name' }, 'a/x/name'],
    ['a/x', { package: { attr: ['x'] }, program: { prefixed: 'gcc' } }, 'a/x/gcc'],
    ['a/x', { package: { attr: ['x'], set: windows }, program: { prefixed: 'gcc' } }, 'a/x/x86_64-w64-mingw32-gcc'],
    [
      'a/x',
      { package: { attr: ['x'], set: 'aarch64-pc-windows-gnullvm' }, program: { prefixed: 'gcc' } },
      'a/x/aarch64-w64-mingw32-gcc',
    ],
    ['a/x', { package: { attr: ['x'], set: 'a-b-c' }, program: { prefixed: 'gcc' } }, 'a/x/a-b-c-gcc'],
    ['two words/$x', { package: { attr: ['x'] }, program: 'x' }, 'two-words/-x/x'],
    ['../...//a.b', { package: { attr: ['x'] }, program: 'x' }, '_/_/_/a.b/x'],
  ])('of the tool %j with %j is tools/%s', (key, nix, path) => {
    const missing = { [key]: { status: 'missing', message: '' } } as const;
    const files = filesOf({ tools: { [key]: sampleTool('x', { nix }) } }, { tools: missing });
    expect(files.map((file) => file.path)).toEqual([`${state}/tools/${path}`]);
  });

  it('has another name where the plugin that declares the target says so', () => {
    const { targets } = sampleModel({});
    const mine = targets[windows];
    if (mine === undefined) throw new Error('The sample has this target.');
    const named = { ...mine, target: { ...mine.target, names: { ...mine.target.names, gnu: 'mine' } } };
    const nix = { package: { attr: ['x'], set: windows }, program: { prefixed: 'gcc' } } as const;
    const files = filesOf(
      { targets: { ...targets, [windows]: named }, tools: { t: sampleTool('x', { nix }) } },
      { tools: { t: { status: 'missing', message: '' } } },
    );
    expect(files.map(({ path }) => path)).toEqual([`${state}/tools/t/mine-gcc`]);
  });
});

describe('the programs of a shell', () => {
  const linksOf = (parts: Partial<ShellModel>, locations: Partial<ToolLocations> = {}) => {
    const { links, bin } = shellFor(parts, locations);
    return Object.fromEntries(
      links.flatMap(({ path, to }) => (path.startsWith(`${bin}/`) ? [[path.slice(bin.length + 1), to] as const] : [])),
    );
  };
  const withTool = (
    location: ToolLocation,
    tool: Partial<ModelTool> = {},
    scope: Partial<ShellModel['packages'][number]> = {},
  ) =>
    linksOf(
      { tools: { t: sampleTool('t', tool) }, packages: [{ ...part, package: { attr: ['x'] }, tool: 't', ...scope }] },
      { tools: { t: location } },
    );

  it.each<
    [
      string,
      Readonly<Record<string, string>>,
      ToolLocation,
      Partial<ModelTool>,
      Partial<ShellModel['packages'][number]>,
    ]
  >([
    ['a tool that was found', { t: '/bin/t' }, { status: 'found', path: '/bin/t' }, {}, {}],
    ['those beside it', { t: '/x/t', u: '/x/u' }, { status: 'found', path: '/x/t', beside: ['u'] }, {}, {}],
    ['one that was fetched', { t: '/c/t' }, { status: 'fetched', path: '/c/t' }, {}, {}],
    ['one that is missing', { t: `${state}/tools/t/t` }, { status: 'missing', message: '' }, {}, {}],
    ['not those of other targets', {}, { status: 'found', path: '/bin/t' }, {}, { targets: [windows] }],
    [
      'not those with names of a target',
      {},
      { status: 'found', path: '/bin/t' },
      { nix: { package: { attr: ['x'] }, program: { prefixed: 't' } } },
      {},
    ],
  ])('are those of its packages: %s', (_, links, location, tool, scope) => {
    expect(withTool(location, tool, scope)).toEqual(links);
  });

  it('have nothing of a package that is no tool, or none of the model', () => {
    const packages = [
      { ...part, package: { attr: ['x'] } },
      { ...part, package: { attr: ['x'] }, tool: 'gone' },
    ];
    expect(linksOf({ packages })).toEqual({});
  });

  it('are links also where they lead to a text, to a script, or to what is not there', () => {
    const link = (name: string, to: Extract<ModelProgram, { link: unknown }>['link'], more = {}) => ({
      ...part,
      name,
      link: to,
      ...more,
    });
    const { files, links } = shellFor(
      {
        tools: { t: sampleTool('t') },
        programs: [
          link('text', '/usr/bin/env'),
          link('script', [{ program: 'body' }]),
          link('gone', [{ program: 'nothing' }]),
          link('tool', [{ tool: 't' }]),
          link('other', [{ tool: 't' }], { targets: [windows] }),
          { ...part, name: 'body', values: {}, body: 'x' },
        ],
      },
      { tools: { t: { status: 'fetched', path: '/c/t' } } },
    );
    expect(files.map(({ path }) => path)).toEqual([`${state}/programs/body`]);
    const own = links.filter(({ path }) => path.startsWith(`${state}/programs/`)).map(({ path, to }) => [path, to]);
    expect(own).toEqual([
      [`${state}/programs/gone`, `${state}/programs/nothing`],
      [`${state}/programs/script`, `${state}/programs/body`],
      [`${state}/programs/text`, '/usr/bin/env'],
      [`${state}/programs/tool`, '/c/t'],
    ]);
  });

  it('are an error where they name a tool that was not looked up', () => {
    expect(() => shellFor({ env: { A: [sampleEntry([{ tool: 'gone' }])] } })).toThrow('gone');
  });
});

describe('the variables of a shell', () => {
  const bin = `${state}/${musl}/bin`;
  const list = (separator: ' ' | ':', values: readonly string[]): ShellModel['env'][string] => [
    { kind: 'list', separator, prepend: [], append: [{ ...part, values }] },
  ];

  it('are sorted, and contain neither what is removed nor what has no value here', () => {
    const { env, unset } = shellFor(
      {
        env: {
          Z: [sampleEntry('1')],
          GONE: [sampleEntry('', { kind: 'unset' })],
          ABSENT: [sampleEntry('gone', { kind: 'unset' })],
          EMPTY: [
            {
              kind: 'list',
              separator: ':',
              prepend: [],
              append: [{ ...part, values: [[{ library: 'l', dir: 'lib' }]] }],
            },
          ],
          KEPT: [sampleEntry('mine', { kind: 'default' })],
          A: [sampleEntry('2')],
        },
      },
      {},
      { PATH: '/bin', KEPT: 'theirs', EMPTY: 'theirs' },
    );
    expect(env).toStrictEqual({ A: '2', MKCROSS_PROJECT_ROOT: '/p', PATH: `${bin}:/bin`, Z: '1' });
    expect(Object.keys(env)).toEqual(Object.keys(env).toSorted());
    expect(unset).toEqual(['ABSENT', 'GONE']);
  });

  it.each([
    ['is not set', {}, {}, bin],
    ['is empty', { PATH: '' }, {}, bin],
    ['is that of another shell alone', { PATH: '/q/.mkcross/host/default/bin' }, {}, bin],
    ['has folders', { PATH: '/a:/b' }, {}, `${bin}:/a:/b`],
    ['is added to', { PATH: '/a' }, { PATH: list(':', ['/x']) }, `${bin}:/a:/x`],
    ['is not set, but added to', {}, { PATH: list(':', ['/x']) }, `${bin}:/x`],
  ])('have the shell’s programs first on PATH, and not the working folder, where PATH %s', (_, user, env, path) => {
    expect(shellFor({ env }, {}, user).env['PATH']).toBe(path);
  });

  it.each([
    [':', undefined, '/x:/y'],
    [':', '/y:/mine:', '/mine:/x:/y'],
    [' ', undefined, '/x /y'],
    [' ', '/x  -mine', '/x  -mine /x /y'],
  ] as const)(
    'that are lists joined by "%s" keep what the user has, flags as they are and folders once: %j',
    (separator, own, value) => {
      const user = own === undefined ? {} : { L: own };
      expect(shellFor({ env: { L: list(separator, ['/x', '/y']) } }, {}, user).env['L']).toBe(value);
    },
  );

  it('leave out the default target of a project without one', () => {
    const { files } = shellFor({
      programs: [{ ...part, name: 'a', values: { t: [{ defaultTarget: true }] }, body: 'x' }],
    });
    expect(files[0]?.text).toBe("#!/bin/bash\nt=''\nx\n");
  });
});

describe('the hooks of a shell', () => {
  const hook = (parts: Partial<ModelHook>): ModelHook => ({
    from: '@acme/p',
    id: 'install-x',
    stage: 'environment',
    values: {},
    body: 'true',
    why: 'test',
    exports: true,
    ...parts,
  });
  const run = (hooks: readonly ModelHook[], after: string) => {
    const { stdout, stderr } = spawnSync(
      'bash',
      [
        '--norc',
        '-c',
        `${shellFor({ hooks })
          .hooks.map(({ script }) => script)
          .join('')}${after}`,
      ],
      { encoding: 'utf8', env: { PATH: process.env['PATH'] } },
    );
    return [stdout, stderr];
  };

  it('are those of its targets', () => {
    const { hooks } = shellFor({ hooks: [hook({}), hook({ id: 'other', targets: [windows] })] });
    expect(hooks).toMatchObject([{ id: '@acme/p/install-x', stage: 'environment', once: [] }]);
    expect(hooks[0]?.script).toMatch(/^mkcross__acme_p_install_x\(\) /);
  });
  it('run once for files of the project', () => {
    expect(shellFor({ hooks: [hook({ once: ['a', 'b/c'] })] }).hooks[0]?.once).toEqual(['/p/a', '/p/b/c']);
  });
  it('are done where they succeeded, and keep their values to themselves', () => {
    const values = { word: 'two words', many: { list: ['a', 'b c'] } };
    const body = 'export SEEN="$word ${#many[@]}"';
    const after = 'echo "$SEEN|${word-}|${mkcross_done[*]}|$(type -t mkcross__acme_p_install_x)"';
    expect(run([hook({ values, body })], after)).toEqual(['two words 2||@acme/p/install-x|\n', '']);
    expect(run([hook({ values, body: `${body}\n` })], after)).toEqual(['two words 2||@acme/p/install-x|\n', '']);
    expect(run([hook({ values, body: `\n${body}` })], after)).toEqual(['two words 2||@acme/p/install-x|\n', '']);
  });
  it('are reported with their owner where they fail', () => {
    const [stdout, stderr] = run([hook({ body: 'return 3' })], 'echo "${mkcross_done[*]}"');
    expect(stdout).toBe('\n');
    expect(stderr).toMatch(/"install-x" of @acme\/p .*3\n$/);
  });
});

describe('making a shell', () => {
  const open = async (root: string, programs: Readonly<Record<string, string>> = {}) => {
    const system = memorySystem({ programs });
    const bases: WriteBase[] = [];
    const writer = (base: WriteBase) => {
      bases.push(base);
      return system.writer(base);
    };
    const request = { model: sampleModel({}), choice: allTargets, root, user: { PATH: '/bin' } };
    const shell = await makeShell({ ...system, writer }, await locateShell(system, request));
    return { shell, bases };
  };

  it('writes below the project alone', async () => {
    expect((await open('/p')).bases).toEqual([{ of: 'project', folder: '/p', alias: '/p' }]);
  });
  it('writes below the cache where the path of the project needs a link', async () => {
    const cache = '/home/account/.cache/mkcross';
    expect((await open('/my p')).bases).toEqual([
      { of: 'user', folder: cache },
      { of: 'project', folder: '/my p', alias: `${cache}/projects/my_20p/_` },
    ]);
  });
  it('takes the bash that was found, or the usual one', async () => {
    expect((await open('/p')).shell.bash).toBe('/bin/bash');
    expect((await open('/p', { '/bin/bash': '' })).shell.bash).toBe('/bin/bash');
  });
});

describe('writing a shell', () => {
  const files = [
    { path: '/s/run', text: 'x', executable: true },
    { path: '/s/cfg', text: 'x', executable: false },
  ];
  const links = [{ path: '/s/bin/cc', to: '/bin/cc' }];

  it('makes programs executable, and leaves links that another process is writing', async () => {
    const names = ['cc', 'old', 'cc.12-0123abcd-0123-4567-89ab-0123456789ab'];
    const system = memorySystem({ links: Object.fromEntries(names.map((name) => [`/s/bin/${name}`, '/bin/cc'])) });
    const modes: unknown[] = [];
    const writer = {
      ...system.writer({ of: 'project', folder: '/s' }),
      write: (path: string, _text: string, options?: unknown) => {
        modes.push([path, options]);
        return Promise.resolve();
      },
    };
    await writeShell({ files: system.files, writer }, { bin: '/s/bin', files, links });
    expect(modes).toEqual([
      ['/s/run', { executable: true }],
      ['/s/cfg', { executable: false }],
    ]);
    expect(system.changes).toEqual(['remove /s/bin/old']);
  });

  it('fails where a part of it does, after the others have ended', async () => {
    const system = memorySystem();
    const written: string[] = [];
    const writer = {
      ...system.writer({ of: 'project', folder: '/s' }),
      write: async (path: string) => {
        if (path === '/s/run') throw new Error('no space');
        await new Promise(setImmediate);
        written.push(path);
      },
    };
    await expect(writeShell({ files: system.files, writer }, { bin: '/s/bin', files, links })).rejects.toThrow(
      'no space',
    );
    expect([written, system.changes]).toEqual([['/s/cfg'], []]);
  });
});

it('names the folders of the project that variables are as a whole', () => {
  const env: ShellModel['env'] = {
    CARGO_HOME: [sampleEntry([{ project: '.cargo' }])],
    ROOT: [sampleEntry([{ project: '' }])],
    BELOW: [sampleEntry([{ project: 'a' }, '/b'])],
    TEXT: [sampleEntry('a')],
    FIRST: [sampleEntry(['a', { project: 'b' }])],
    TOOL: [sampleEntry([{ tool: 't' }])],
    WORD: [sampleEntry(['a'])],
    NOTHING: [sampleEntry([])],
    OTHER: [sampleEntry([{ project: 'other' }], { targets: [windows] })],
    LIST: [{ kind: 'list', separator: ':', prepend: [{ ...part, values: [[{ project: 'x' }]] }], append: [] }],
  };
  expect(projectFoldersOf(sampleModel({ env }), shellOf(musl))).toEqual(['.cargo']);
});

it('gives the paths of tools that are called without a script of the shell, and of libraries', () => {
  const { tools, libraries, isOwn } = shellPaths({
    bash: '/bin/bash',
    tools: {
      found: { status: 'found', path: '/bin/found' },
      fetched: { status: 'fetched', path: '/c/fetched' },
      wrapped: { status: 'found', path: '/bin/wrapped', wrapper: 'x' },
      missing: { status: 'missing', message: '' },
    },
    libraries: { l: { status: 'found', dirs: { lib: '/l' } } },
  });
  expect([tools, libraries]).toStrictEqual([{ found: '/bin/found', fetched: '/c/fetched' }, { l: { lib: '/l' } }]);
  expect(isOwn('/p/.mkcross/host/default/bin')).toBe(true);
});

it.each([
  ['/p/.mkcross/host/default/bin', true],
  ['/p/.mkcross/host', true],
  ['/p/.mkcross/hosts', false],
  ['/p/.mkcross', false],
  ['/bin', false],
])('%s is of a shell without Nix: %j', (folder, isOfShell) => {
  expect(isOfHostShell(folder)).toBe(isOfShell);
});

it.each([
  [{ XDG_STATE_HOME: '/x', HOME: '/h', MKCROSS_CACHE: '/c' }, '/x/mkcross'],
  [{ HOME: '/h' }, '/h/.local/state/mkcross'],
  [{ XDG_STATE_HOME: 'x' }, '/home/account/.local/state/mkcross'],
])('the state folder of %j is %s', (env, folder) => {
  expect(stateFolder(env, '/home/account')).toBe(folder);
  expect(cacheFolder(env, '/home/account')).not.toBe(folder);
});
