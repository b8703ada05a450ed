import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { composerFindings, parseConfig } from '@mkcross/composer';
import { describeFinding } from '@mkcross/core';
import { loadPlugins, pluginDisk, type PluginFiles } from '@mkcross/composer/node';

type Tree = Readonly<Record<string, string>>;

const missing = (path: string) => Object.assign(new Error(`ENOENT: no such file, '${path}'`), { code: 'ENOENT' });

/** Files in memory, of the user 1000; `links` lead from one path to another, `owned` names folders of other users. */
function memory(
  tree: Tree,
  links: Tree = {},
  mapped: Tree = {},
  owned: Readonly<Record<string, number>> = {},
): PluginFiles & { readonly readPaths: string[] } {
  const real = (path: string): string => {
    const link = Object.entries(links).find(([from]) => path === from || path.startsWith(`${from}/`));
    return link === undefined ? path : real(link[1] + path.slice(link[0].length));
  };
  const readPaths: string[] = [];
  const textOf = (path: string) => {
    const text = tree[real(path)];
    if (text === undefined) throw missing(path);
    return text;
  };
  return {
    readPaths,
    read: async (path) => {
      readPaths.push(path);
      return Promise.resolve(path).then(textOf);
    },
    size: async (path) => Promise.resolve(path).then((one) => textOf(one).length),
    realPath: async (path) =>
      Promise.resolve(path).then((one) => {
        const target = real(one);
        if (!Object.keys(tree).some((file) => file === target || file.startsWith(`${target}/`))) throw missing(one);
        return target;
      }),
    owner: (path) => Promise.resolve(owned[path] ?? 1000),
    owners: [0, 1000],
    mappedFolder: (name, folder) => mapped[`${folder} ${name}`],
  };
}

const plugin = (id: string, more: object = {}) =>
  JSON.stringify({ apiVersion: 1, meta: { id, package: packageFor(id), summary: 'A plugin.' }, ...more }, null, 2);
const packageFor = (id: string) => (['rust', 'zig'].includes(id) ? `@mkcross/${id}` : `mkcross-plugin-${id}`);
const manifest = JSON.stringify({ mkcross: { plugin: './plugin.json' } });

/** A package with a plugin below a folder node_modules. */
const installed = (folder: string, id: string, more: object = {}): Tree => ({
  [`${folder}/node_modules/${packageFor(id)}/package.json`]: manifest,
  [`${folder}/node_modules/${packageFor(id)}/plugin.json`]: plugin(id, more),
});

async function load(plugins: readonly string[], files: PluginFiles) {
  const { parsed } = parseConfig(`plugins = ${JSON.stringify(plugins)}`);
  if (parsed === undefined) throw new Error('the configuration is not valid');
  const result = await loadPlugins(parsed, { files, root: '/project', own: '/usr/lib/mkcross' });
  return {
    ids: result.plugins.map(({ meta }) => meta.id),
    folders: Object.fromEntries(Object.entries(result.loaded).map(([id, { folder }]) => [id, folder])),
    found: result.found.map((finding) => ({ ...finding, ...describeFinding(composerFindings, finding) })),
    codes: result.found.map(({ code }) => code),
  };
}

describe('packages', () => {
  test('are found in the project, in folders above it, and beside mkcross', async () => {
    const files = memory({ ...installed('/project', 'a'), ...installed('', 'b'), ...installed('/usr/lib', 'zig') });
    expect(await load(['mkcross-plugin-a', 'mkcross-plugin-b', 'zig'], files)).toMatchObject({
      ids: ['a', 'b', 'zig'],
      found: [],
      folders: { b: '/node_modules/mkcross-plugin-b' },
    });
  });

  test('that are not installed are named with the nearest one', async () => {
    const { found } = await load(['rust-mulls'], memory(installed('/project', 'a')));
    const message: unknown = expect.stringMatching(/@mkcross\/rust-mulls.*mkcross\.toml.*Did you mean "rust-musl"\?/);
    expect(found).toEqual([
      expect.objectContaining({
        code: 'PLUGIN_NOT_INSTALLED',
        message,
        where: { file: 'mkcross.toml', line: 1, column: 12 },
      }),
    ]);
  });

  test('without a plugin file are no plugins', async () => {
    const files = memory({ '/project/node_modules/mkcross-plugin-a/package.json': '{"main":"index.js"}' });
    expect((await load(['mkcross-plugin-a'], files)).codes).toEqual(['PLUGIN_NO_FILE']);
    expect(files.readPaths.filter((path) => !path.endsWith('package.json'))).toEqual([]);
  });

  test.each([
    ['../other/plugin.json', 'PLUGIN_FILE_OUTSIDE'],
    ['/etc/passwd', 'PLUGIN_FILE_OUTSIDE'],
    ['C:\\plugin.json', 'PLUGIN_FILE_OUTSIDE'],
    ['', 'PLUGIN_FILE_OUTSIDE'],
    ['./missing.json', 'PLUGIN_LOAD_FAILED'],
    ['./leaving.json', 'PLUGIN_FILE_OUTSIDE'],
    [1, 'PLUGIN_LOAD_FAILED'],
  ])('that name %j as plugin file give %s', async (path, code) => {
    const folder = '/project/node_modules/mkcross-plugin-a';
    const files = memory(
      { [`${folder}/package.json`]: JSON.stringify({ mkcross: { plugin: path } }), '/secret.json': plugin('a') },
      { [`${folder}/leaving.json`]: '/secret.json' },
    );
    expect((await load(['mkcross-plugin-a'], files)).codes).toEqual([code]);
    expect(files.readPaths.filter((one) => !one.endsWith('package.json'))).toEqual([]);
  });

  test('with a file of more than 5 MB are not read', async () => {
    const files = memory({
      ...installed('/project', 'a'),
      '/project/node_modules/mkcross-plugin-a/plugin.json': ' '.repeat(5 * 1024 * 1024 + 1),
    });
    const { found } = await load(['mkcross-plugin-a'], files);
    expect(found.map(({ code, message }) => `${code} ${message}`)).toEqual([
      expect.stringMatching(/^PLUGIN_LOAD_FAILED .*5242881 bytes/),
    ]);
  });

  test('with broken JSON give its line and column', async () => {
    const files = memory({
      ...installed('/project', 'a'),
      '/project/node_modules/mkcross-plugin-a/plugin.json': '{\n  "apiVersion" 1\n}',
    });
    expect((await load(['mkcross-plugin-a'], files)).found).toEqual([
      expect.objectContaining({
        code: 'PLUGIN_SYNTAX',
        message: 'The file of the plugin "a" is not valid JSON: unexpected number.',
        where: { file: 'node_modules/mkcross-plugin-a/plugin.json', line: 2, column: 16 },
      }),
    ]);
  });

  test('with a broken package.json are said to be broken', async () => {
    const files = memory({ '/project/node_modules/mkcross-plugin-a/package.json': '{' });
    expect((await load(['mkcross-plugin-a'], files)).codes).toEqual(['PLUGIN_LOAD_FAILED']);
  });
});

describe('JSON files of the project', () => {
  test('are read', async () => {
    const files = memory({ '/project/targets/board.json': plugin('board') });
    expect(await load(['./targets/board.json'], files)).toMatchObject({
      ids: ['board'],
      found: [],
      folders: { board: '/project/targets' },
    });
  });

  test('may be links inside the project, but not out of it', async () => {
    const files = memory(
      { '/project/real.json': plugin('board'), '/outside.json': plugin('other') },
      { '/project/in.json': '/project/real.json', '/project/out.json': '/outside.json' },
    );
    expect(await load(['./in.json', './out.json'], files)).toMatchObject({
      ids: ['board'],
      codes: ['PLUGIN_FILE_OUTSIDE'],
    });
    expect(files.readPaths).not.toContain('/outside.json');
  });

  test('whose project is itself reached by a link are read', async () => {
    const files = memory({ '/data/project/board.json': plugin('board') }, { '/project': '/data/project' });
    expect(await load(['./board.json'], files)).toMatchObject({ ids: ['board'], found: [] });
  });

  test('with ".." are refused', async () => {
    const files = memory({ '/board.json': plugin('board') });
    const { parsed } = parseConfig('plugins = []');
    if (parsed === undefined) throw new Error('the configuration is not valid');
    const project = { ...parsed, config: { ...parsed.config, plugins: ['./a/../../board.json'] } };
    const { found } = await loadPlugins(project, { files, root: '/project', own: '/usr' });
    expect(found.map(({ code }) => code)).toEqual(['PLUGIN_FILE_OUTSIDE']);
    expect(files.readPaths).toEqual([]);
  });

  test('that are missing are findings', async () => {
    const { found } = await load(['./board.json'], memory({ '/project/mkcross.toml': '' }));
    expect(found.map(({ code, message }) => `${code} ${message}`)).toEqual([
      expect.stringMatching(/PLUGIN_LOAD_FAILED .*\.\/board\.json does not exist/),
    ]);
  });

  test('with faults give file, line and column', async () => {
    const files = memory({ '/project/targets/board.json': plugin('board', { tols: {} }) });
    const { found } = await load(['./targets/board.json'], files);
    expect(found.map(({ code, where }) => [code, where])).toEqual([
      ['PLUGIN_INVALID', { file: 'targets/board.json', line: 8, column: 3 }],
    ]);
  });
});

describe('plugins that plugins name', () => {
  test('are loaded once each, those that are only used too', async () => {
    const files = memory({
      ...installed('/project', 'a', { requires: ['rust'], uses: ['zig', '@mkcross/rust'] }),
      ...installed('/project', 'rust', { requires: ['zig'] }),
      ...installed('/project', 'zig', { uses: ['mkcross-plugin-a'] }),
    });
    expect(await load(['mkcross-plugin-a'], files)).toMatchObject({ ids: ['a', 'rust', 'zig'], found: [] });
  });

  test('fault 15: "requires" of something that does not exist is a finding at its line in plugin.json', async () => {
    const files = memory(installed('/project', 'a', { requires: ['mkcross-plugin-nothing'] }));
    const { found } = await load(['mkcross-plugin-a'], files);
    const message: unknown = expect.stringContaining('the plugin "a" requires it');
    expect(found).toEqual([
      expect.objectContaining({
        code: 'PLUGIN_NOT_INSTALLED',
        message,
        where: { file: 'node_modules/mkcross-plugin-a/plugin.json', line: 9, column: 5 },
      }),
    ]);
  });

  test('fault 17: are looked up from the package of the plugin first, then from the project, then from mkcross', async () => {
    const store = '/store/mkcross-plugin-a';
    const files = memory(
      {
        [`${store}/package.json`]: manifest,
        [`${store}/plugin.json`]: plugin('a', { requires: ['mkcross-plugin-own', 'mkcross-plugin-mine', 'zig'] }),
        ...installed(store, 'own'),
        ...installed('/project', 'own', { tools: 'broken' }),
        ...installed('/project', 'mine'),
        ...installed('/usr/lib', 'zig'),
      },
      { '/project/node_modules/mkcross-plugin-a': store },
    );
    expect(await load(['mkcross-plugin-a'], files)).toMatchObject({
      ids: ['a', 'own', 'mine', 'zig'],
      found: [],
      folders: { own: `${store}/node_modules/mkcross-plugin-own` },
    });
  });

  test('fault 17: with Plug’n’Play, the map is asked for the folder of the plugin', async () => {
    const cache = (id: string, more: object = {}): Tree => ({
      [`/cache/${id}/package.json`]: manifest,
      [`/cache/${id}/plugin.json`]: plugin(id, more),
    });
    const files = memory(
      { ...cache('a', { requires: ['mkcross-plugin-b'] }), ...cache('b') },
      {},
      { '/project mkcross-plugin-a': '/cache/a', '/cache/a mkcross-plugin-b': '/cache/b' },
    );
    expect(await load(['mkcross-plugin-a'], files)).toMatchObject({ ids: ['a', 'b'], found: [] });
  });

  test('their names are checked against what they declare', async () => {
    const files = memory({
      ...installed('/project', 'a', { uses: ['zig'], toolchains: [{ id: 'x', targets: {}, extends: 'zig/gcc' }] }),
      ...installed('/project', 'zig', { toolchains: [{ id: 'zig', targets: {} }] }),
    });
    expect((await load(['mkcross-plugin-a'], files)).codes).toEqual(['PLUGIN_REFERENCE_UNKNOWN']);
  });
});

test('no code of a project or a plugin is imported: there is no dynamic import and no createRequire', () => {
  const folder = dirname(new URL(import.meta.url).pathname);
  const sources = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  expect(sources.length).toBeGreaterThan(4);
  for (const source of sources) expect(source).not.toMatch(/\bimport\(|createRequire|\brequire\(|\beval\(|node:vm/);
});

test('folders node_modules of other users are not searched above the project, and nothing else is left out', async () => {
  const found = async (folder: string, owned: Readonly<Record<string, number>>) => {
    const tree = { ...installed(folder, 'zig'), ...installed('/usr/lib/mkcross', 'zig') };
    return (await load(['zig'], memory(tree, {}, {}, owned))).folders['zig'];
  };
  const global = '/usr/lib/mkcross/node_modules/@mkcross/zig';
  expect(await found('', {})).toBe('/node_modules/@mkcross/zig');
  expect(await found('', { '/': 0, '/node_modules': 0 })).toBe('/node_modules/@mkcross/zig');
  expect(await found('', { '/': 0, '/node_modules': 1234 })).toBe(global);
  expect(await found('', { '/': 1234 })).toBe(global);
  expect(await found('/project', { '/project': 1234, '/project/node_modules': 1234 })).toMatch('/project/');
  expect(await found('/project', { '/usr/lib/mkcross/node_modules': 1234 })).toMatch('/project/');
  expect(await found('/elsewhere', { '/usr/lib/mkcross': 1234, '/usr/lib/mkcross/node_modules': 1234 })).toBe(global);
});

test('the disk: links, sizes and text in UTF-8', async () => {
  const folder = await pluginDisk.realPath(await mkdtemp(join(tmpdir(), 'mkcross-')));
  try {
    await mkdir(join(folder, 'a'));
    await writeFile(join(folder, 'a', 'x.json'), '"ü"');
    await writeFile(join(folder, 'a', 'latin'), Buffer.from([0xfc]));
    await symlink(join(folder, 'a'), join(folder, 'b'));
    expect(await pluginDisk.realPath(join(folder, 'b', 'x.json'))).toBe(join(folder, 'a', 'x.json'));
    expect(await pluginDisk.size(join(folder, 'b', 'x.json'))).toBe(4);
    expect(await pluginDisk.read(join(folder, 'b', 'x.json'))).toBe('"ü"');
    await expect(pluginDisk.read(join(folder, 'a', 'latin'))).rejects.toMatchObject({
      code: 'ERR_ENCODING_INVALID_ENCODED_DATA',
    });
    expect(pluginDisk.mappedFolder('x', folder)).toBeUndefined();
    expect(await pluginDisk.owner(folder)).toBe(process.geteuid?.());
    expect(await pluginDisk.owner(join(folder, 'gone'))).toBeUndefined();
  } finally {
    await rm(folder, { recursive: true });
  }
});
