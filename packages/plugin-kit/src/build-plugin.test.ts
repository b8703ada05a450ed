import { bodiesOf, buildPlugin, pluginSchemaUrl } from '@mkcross/plugin-kit';

const plugin = {
  apiVersion: 1,
  meta: { id: 'a', package: 'a', summary: 'An example.' },
  uses: ['b'],
  scripts: { run: { body: { file: 'run.sh' } } },
  runners: [{ command: 'x', runs: { system: ['linux'] }, script: 'run', why: 'For tests.' }],
};
const read = (path: string) => (path === 'run.sh' ? 'echo\n' : undefined);
const problems = (changed: object, companions: readonly unknown[] = []) =>
  buildPlugin({ plugin: { ...plugin, ...changed }, read, companions }).problems;

const nix = { package: { attr: ['x'] }, program: 'x' };
const tool = { why: 'For tests.', nix, find: [{ command: 'x' }] };
const library = { why: 'For tests.', nix: { package: { attr: ['x'] } }, find: { lib: [{ path: '/x' }] } };

describe('buildPlugin', () => {
  it('inlines files, and begins with the schema', () => {
    const { text = '', problems: none } = buildPlugin({ plugin, read });
    expect(none).toEqual([]);
    expect(text.startsWith(`{\n  "$schema": "${pluginSchemaUrl}",\n`)).toBe(true);
    expect(text.endsWith('}\n')).toBe(true);
    expect(JSON.parse(text)).toStrictEqual({
      $schema: pluginSchemaUrl,
      ...plugin,
      scripts: { run: { body: 'echo\n' } },
    });
    expect(pluginSchemaUrl).toBe('https://unpkg.com/@mkcross/core/plugin.schema.json');
  });

  it('inlines only files of bodies', () => {
    const options = { properties: { file: { default: { file: 'run.sh' } }, body: { file: 1 } } };
    const { text = '' } = buildPlugin({ plugin: { ...plugin, options }, read });
    expect(JSON.parse(text)).toMatchObject({ options });
  });

  it('names files that do not exist, and nothing else that follows from it', () => {
    expect(problems({ scripts: { run: { body: { file: 'no.sh' } } } })).toEqual([
      'scripts.run.body: the file "no.sh" does not exist',
    ]);
    expect(problems({ shell: { hooks: [{ body: { file: 'no.sh' } }] }, scripts: {} })).toEqual([
      'shell.hooks[0].body: the file "no.sh" does not exist',
    ]);
  });

  it.each([
    ['function', () => 1],
    ['undefined', undefined],
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['Date', new Date(0)],
    ['Map', new Map()],
    ['bigint', 1n],
    ['symbol', Symbol('x')],
  ])('says that JSON has no %s', (name, value) => {
    expect(problems({ nixpkgs: { config: { f: value } } })).toEqual([
      `nixpkgs.config.f: a plugin is JSON, which has no ${name}`,
    ]);
  });

  it.each([null, true, false, 0, -1.5, 'text', [], {}, [[1]], Object.create(null)])('takes %j', (value: unknown) => {
    expect(problems({ nixpkgs: { config: { f: value } } })).toEqual([]);
  });

  it('names what is not a plugin at all', () => {
    expect(buildPlugin({ plugin: 'text', read }).problems).toEqual(['plugin: must be object']);
  });

  it('names the deepest place that differs from the schema, once', () => {
    expect(problems({ runners: [{ ...plugin.runners[0], why: 1 }] })).toEqual(['runners[0].why: must be string']);
    expect(problems({ meta: { ...plugin.meta, summary: '' } })).toEqual([
      'meta.summary: must not have fewer than 1 characters',
    ]);
  });

  it('names the place in a list by its number, and digits in names as they are', () => {
    const runners = Array.from({ length: 11 }, () => plugin.runners[0]);
    expect(problems({ runners: [...runners, { ...plugin.runners[0], why: 1 }] })).toEqual([
      'runners[11].why: must be string',
    ]);
    const script = { body: 1 };
    for (const name of ['a1', '1a'])
      expect(problems({ scripts: { [name]: script } })[0]).toContain(`scripts.${name}.body:`);
  });

  it('names a key with a slash or a tilde as it is written', () => {
    expect(problems({ scripts: { 'a/b~c': { body: 1 } } })[0]).toMatch(/^scripts\.a\/b~c\.body: must /);
  });
});

describe('references', () => {
  const b = {
    apiVersion: 1,
    meta: { id: 'b', package: 'b', summary: 'Another example.' },
    tools: { x: tool },
    libraries: { l: library },
    scripts: { s: { body: 'echo' } },
    options: { properties: { o: {} } },
    toolchains: [{ id: 't', targets: {} }],
  };
  const run = { body: 'echo' };
  const text = (placeholder: object) => ({ scripts: { run: { ...run, values: { v: [placeholder] } } } });

  it('name what the plugin declares', () => {
    expect(problems({ scripts: {} })).toEqual(['runners[0].script: there is no "run" in "scripts" of a']);
  });

  it('name plugins in "requires" or "uses"', () => {
    expect(problems({ shell: { tools: ['c/x'] } })).toEqual([
      'shell.tools[0]: "c/x" is of a plugin that is not in "requires" or "uses"',
    ]);
    expect(problems({ requires: ['c'], shell: { tools: ['c/x'] } })).toEqual([]);
  });

  it('into plugins that are not given are left alone', () => {
    expect(problems({ shell: { tools: ['b/no'] } })).toEqual([]);
    expect(problems({ shell: { tools: ['b/no'] } }, ['not a plugin'])).toEqual([]);
  });

  it.each([
    ['tools', { shell: { tools: ['b/x'] } }, { shell: { tools: ['b/no'] } }, 'shell.tools[0]'],
    ['tools', text({ tool: 'b/x' }), text({ tool: 'b/no' }), 'scripts.run.values.v[0].tool'],
    ['scripts', text({ script: 'b/s' }), text({ script: 'b/no' }), 'scripts.run.values.v[0].script'],
    ['options', text({ option: 'b/o' }), text({ option: 'b/no' }), 'scripts.run.values.v[0].option'],
    [
      'libraries',
      text({ library: 'b/l', dir: 'lib' }),
      text({ library: 'b/no', dir: 'lib' }),
      'scripts.run.values.v[0].library',
    ],
    [
      'scripts',
      { tools: { y: { ...tool, find: [{ command: 'y', through: 'b/s' }] } } },
      { tools: { y: { ...tool, find: [{ command: 'y', through: 'b/no' }] } } },
      'tools.y.find[0].through',
    ],
    [
      'toolchains',
      { toolchains: [{ id: 'u', targets: {}, extends: 'b/t' }] },
      { toolchains: [{ id: 'u', targets: {}, extends: 'b/no' }] },
      'toolchains[0].extends',
    ],
    [
      'libraries',
      { toolchains: [{ id: 'u', targets: {}, libraries: ['b/l'] }] },
      { toolchains: [{ id: 'u', targets: {}, libraries: ['b/no'] }] },
      'toolchains[0].libraries[0]',
    ],
    [
      'libraries',
      { toolchains: [{ id: 'u', targets: {}, cxx: { runtime: 'libc++', link: 'static', archive: 'b/l' } }] },
      { toolchains: [{ id: 'u', targets: {}, cxx: { runtime: 'libc++', link: 'static', archive: 'b/no' } }] },
      'toolchains[0].cxx.archive',
    ],
  ])('into %s of another plugin name what is there', (kind, good, bad, place) => {
    expect(problems({ scripts: { run }, ...good }, [b])).toEqual([]);
    expect(problems({ scripts: { run }, ...bad }, [b])).toEqual([`${place}: there is no "no" in "${kind}" of b`]);
  });

  it('are not looked for where keys are the author’s own', () => {
    const fixture = { id: 'f', files: { tool: 'int main;' }, build: ['cc'], artifact: 'f' };
    const versions = { option: 'o', of: { tool: { attr: ['x'], series: '1' } } };
    expect(
      problems({
        options: { properties: { o: { tool: 'nothing' } } },
        fixtures: [fixture],
        tools: { x: { ...tool, versions } },
      }),
    ).toEqual([]);
  });
});

describe('bodiesOf', () => {
  it('finds every body with its place', () => {
    const built = {
      body: 'first',
      scripts: { run: { body: 'a' }, other: { body: { file: 'x' } } },
      shell: { hooks: [{ body: 'b', why: 'c' }, null] },
    };
    expect(bodiesOf(built)).toEqual([
      { place: '', body: 'first' },
      { place: 'scripts.run', body: 'a' },
      { place: 'shell.hooks[0]', body: 'b' },
    ]);
    expect(bodiesOf(null)).toEqual([]);
  });
});
