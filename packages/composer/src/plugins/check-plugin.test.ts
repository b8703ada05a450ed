import { checkPlugin, checkReferences, composerFindings, parseJson } from '@mkcross/composer';
import { describeFinding, type Finding } from '@mkcross/core';
import fc from 'fast-check';
import { fullPlugin } from '../../test/full-plugin.ts';

const request = { id: 'board', package: 'mkcross-plugin-board' };

/** The plugin's JSON with what a path leads to replaced; `undefined` removes it. */
function changed(path: readonly (number | string)[], value: unknown): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(fullPlugin));
  let at = copy;
  for (const part of path.slice(0, -1)) at = typeof at === 'object' && at !== null ? Reflect.get(at, part) : at;
  const last = path.at(-1) ?? '';
  if (typeof at === 'object' && at !== null)
    if (value === undefined) Reflect.deleteProperty(at, last);
    else Reflect.set(at, last, value);
  return copy;
}

/** Findings with their text. */
const described = (found: readonly Finding[]) =>
  found.map((finding) => ({ ...finding, ...describeFinding(composerFindings, finding) }));

const foundIn = (data: unknown): readonly Finding[] => checkPlugin(data, request).found;
const textsOf = (found: readonly Finding[]) => described(found).map(({ code, message }) => `${code} ${message}`);
const afterChange = (path: readonly (number | string)[], value: unknown) => textsOf(foundIn(changed(path, value)));

test('a valid plugin has no finding and is returned', () => {
  const { plugin, found } = checkPlugin(fullPlugin, request);
  expect(found).toEqual([]);
  expect(plugin).toBe(fullPlugin);
});

describe('shape: one finding for each fault, with path, expectation, finding and nearest alternative', () => {
  test.each([
    [
      ['meta', 'id'],
      'Acme',
      'meta.id must be the last part of the package’s name, without "mkcross-plugin-", found "Acme"',
    ],
    [['tagets'], [], 'the object has no key "tagets"; did you mean "targets"'],
    [
      ['toolchains', 0, 'linkage'],
      'statik',
      'toolchains[0].linkage must be "dynamic", "static" or "system", found "statik"; did you mean "static"',
    ],
    [
      ['toolchains', 0, 'programs', 'cc'],
      { name: 'gcc', arg: [] },
      'toolchains[0].programs.cc has no key "arg"; did you mean "args"',
    ],
    [
      ['toolchains', 0, 'programs', 'cc'],
      {},
      'toolchains[0].programs.cc must be an object with "name", an object with "tool" or an object with "script", found an empty object',
    ],
    [['toolchains', 0, 'programs', 'gcc'], { name: 'gcc' }, 'toolchains[0].programs has no key "gcc"'],
    [
      ['runners', 0, 'env', 'BOARD_PREFIX'],
      { kind: 'append', value: 'a', why: 'b' },
      'runners[0].env.BOARD_PREFIX.values is missing: a list',
    ],
    [['targets', 0, 'bits'], 16, 'targets[0].bits must be 32 or 64, found 16'],
    [
      ['targets', 0, 'triple'],
      'Arm',
      'targets[0].triple must be a Rust target triple: "x86_64-unknown-linux-musl", found "Arm"',
    ],
    [['targets', 0, 'names', 'gnu'], undefined, 'targets[0].names.gnu is missing: a string that is not empty'],
    [['shell', 'hooks', 0, 'stage'], 'greetings', 'did you mean "greeting"'],
    [['tools', 'compiler', 'why'], '', 'tools.compiler.why must be a string that is not empty, found ""'],
    [['shell', 'hooks', 0, 'once'], ['../x'], 'shell.hooks[0].once[0] leads out of the project: "../x"'],
  ])('%j = %j', (path, value, expected) => {
    const texts = afterChange(path, value);
    expect(texts.filter((text) => text.includes(expected))).toHaveLength(1);
    expect(texts.filter((text) => !text.includes(expected))).toEqual(
      // "append" with "value" has two faults.
      expected.includes('values is missing')
        ? expect.arrayContaining([expect.stringContaining('has no key "value"')])
        : [],
    );
  });

  test('texts have neither doubled full stops nor doubled alternatives', () => {
    for (const text of afterChange(['toolchains', 0, 'programs', 'cc'], 1)) {
      expect(text).not.toMatch(/\.\./);
      expect(text).not.toMatch(/an object or an object/);
    }
  });

  test.each([[null], [[]], ['text'], [1], [undefined], [() => 1]])('%p is no plugin', (data) => {
    expect(textsOf(foundIn(data))).toEqual([
      'PLUGIN_INVALID The plugin "board" is not valid: it must be a JSON object.',
    ]);
  });

  test('another version of the contract is said once', () => {
    expect(foundIn({ apiVersion: 2, toolchains: 'new' }).map(({ code }) => code)).toEqual(['PLUGIN_API_MISMATCH']);
  });
});

describe('meaning', () => {
  test('all faults are found at once', () => {
    const broken = {
      ...fullPlugin,
      flakes: {},
      shell: { env: { CC: { kind: 'set', value: 'gcc', why: 'It compiles.' } }, tools: ['emulator', 'nothing'] },
    };
    expect(foundIn(broken).map(({ code }) => code)).toEqual([
      'PLUGIN_INVALID',
      'PLUGIN_REFERENCE_UNKNOWN',
      'PLUGIN_REFERENCE_UNKNOWN',
      'ENV_GLOBAL',
    ]);
  });

  test.each([
    [
      ['shell', 'tools', 0],
      'compilr',
      'the tool "compilr" in shell.tools[0], but the plugin "board" does not declare it. Did you mean "compiler"?',
    ],
    [['toolchains', 0, 'libraries', 0], 'lib', 'the library "lib" in toolchains[0].libraries[0]'],
    [['toolchains', 0, 'programs', 'cc', 'script'], 'none', 'the script "none"'],
    [
      ['toolchains', 0, 'extends'],
      'other/gcc',
      'the toolchain "other/gcc" in toolchains[0].extends, but "other" is in neither "requires" nor "uses"',
    ],
    [['toolchains', 0, 'extends'], 'base', 'the toolchain "base"'],
    [
      ['tools', 'compiler', 'versions', 'option'],
      'versoin',
      'the option "versoin" in tools.compiler.versions.option, but the plugin "board" does not declare it. Did you mean "version"?',
    ],
    [['tools', 'compiler', 'nix', 'package', 'flake'], 'skd', 'the flake "skd"'],
    [['tools', 'compiler', 'find', 0, 'through'], 'warp', 'the script "warp"'],
    [['fixtures', 0, 'toolchains', 0], 'clang', 'the toolchain "clang" in fixtures[0].toolchains[0]'],
    [
      ['scripts', 'wrap', 'values', 'flags', 'list', 1, 0],
      { tool: 'nothing' },
      'the tool "nothing" in scripts.wrap.values.flags.list[1][0].tool',
    ],
  ])('a reference to nothing: %j = %j', (path, value, expected) => {
    expect(afterChange(path, value)).toEqual([expect.stringContaining(expected)]);
  });

  test.each([
    [['tools', 'compiler', 'version', 'pattern'], '(\\d+', 'is not a regular expression'],
    [['tools', 'compiler', 'version', 'pattern'], '\\d+', 'must have one group, which is the version, and has none'],
    [['tools', 'compiler', 'version', 'pattern'], '(a)(b)', 'has 2'],
    [['tools', 'compiler', 'version', 'pattern'], '(?<major>a)(?:b)', undefined],
    [['tools', 'compiler', 'knownIssues', 0, 'pattern'], '[', 'is not a regular expression'],
    [['scripts', 'run', 'body'], { file: 'run.sh' }, 'scripts.run.body.file names a file'],
    [['targets', 0, 'names', 'gnu'], 'arm none', 'targets[0].names.gnu must be the prefix of GNU programs'],
    [['targets', 0, 'executableSuffix'], 'exe', 'targets[0].executableSuffix must be "" or begin with "."'],
    [['meta', 'id'], 'boar', 'meta.id must be "board"'],
    [['meta', 'package'], 'other', 'meta.package must be "mkcross-plugin-board"'],
    [['requires', 0], '../x', 'requires[0] must be the id or the package of a plugin'],
    [['uses', 1], './x.json', 'uses[1] must be the id or the package of a plugin'],
    [['options', 'type'], 'string', 'options.type must be "object"'],
    [
      ['options', 'properties', 'version', 'default'],
      '3',
      'options.properties.version.default must be "1" or "2", found "3"',
    ],
    [['toolchains', 0, 'targets', 'Board'], {}, 'toolchains[0].targets.Board must be "host" or a Rust target triple'],
  ])('%j = %j', (path, value, expected) => {
    expect(afterChange(path, value)).toEqual(expected === undefined ? [] : [expect.stringContaining(expected)]);
  });

  test.each([
    [
      'toolchains',
      () => [...(fullPlugin.toolchains ?? []), ...(fullPlugin.toolchains ?? [])],
      'toolchains[1].id is "gcc"',
    ],
    ['fixtures', () => [...(fullPlugin.fixtures ?? []), ...(fullPlugin.fixtures ?? [])], 'fixtures[1].id is "blink"'],
    ['targets', () => [...(fullPlugin.targets ?? []), ...(fullPlugin.targets ?? [])], 'targets[1].triple is'],
    [
      'shell',
      () => ({ hooks: [...(fullPlugin.shell?.hooks ?? []), ...(fullPlugin.shell?.hooks ?? [])] }),
      'shell.hooks[1].id is "hello"',
    ],
  ])('an id that occurs twice in %s', (key, value, expected) => {
    expect(afterChange([key], value())).toEqual([expect.stringContaining(expected)]);
  });

  test.each([
    [['toolchains', 0, 'flags', 'link'], [[{ target: 'zigg' }]], 'targets have no name "zigg"; did you mean "zig"'],
    [['toolchains', 0, 'flags', 'link'], [[{ target: 'zig' }]], 'the target arm-board-eabi has no name "zig"'],
    [['toolchains', 0, 'flags', 'link'], [[{ target: 'sdk' }]], undefined],
    [['toolchains', 0, 'flags', 'link'], [[{ target: 'cargo' }]], undefined],
    [
      ['shell', 'env', 'BOARD_X'],
      { kind: 'set', value: [{ target: 'gnu' }], why: 'x' },
      'shell is used for all targets',
    ],
    [
      ['shell', 'tools', 0],
      'emulator',
      'shell.tools[0] uses the tool "emulator", which needs the target’s name "arch"',
    ],
    [['launchers'], [{ languages: ['c'], tool: 'emulator', why: 'x' }], 'launchers is used for all targets'],
    [
      ['runners', 0, 'env', 'BOARD_X'],
      { kind: 'set', value: [{ program: 'cc' }], why: 'x' },
      'belongs to no toolchain',
    ],
  ])('{ target } and { program }: %j = %j', (path, value, expected) => {
    expect(afterChange(path, value)).toEqual(expected === undefined ? [] : [expect.stringContaining(expected)]);
  });

  test.each([
    ['CC', false],
    ['LD_PRELOAD', false],
    ['HOST_CC', false],
    ['NODE_OPTIONS', false],
    ['BASH_ENV', false],
    ['PATH', false],
    ['CC_x86_64_unknown_linux_musl', false],
    ['CC_arm_board_eabi', true],
    ['CARGO_TARGET_ARM_BOARD_EABI_X', true],
    ['BOARD_ANYTHING', true],
    ['WINEPREFIX', true],
    ['CARGO_HOME', true],
  ])('a toolchain that sets %s: allowed is %p', (name, isAllowed) => {
    const codes = foundIn(changed(['toolchains', 0, 'env'], { [name]: { kind: 'set', value: 'x', why: 'y' } })).map(
      ({ code }) => code,
    );
    expect(codes).toEqual(isAllowed ? [] : ['ENV_GLOBAL']);
  });

  test('the variable that allows projects, whatever the plugin is called', () => {
    expect(afterChange(['shell', 'env', 'MKCROSS_TRUST'], { kind: 'set', value: 'all', why: 'y' })).toEqual([
      expect.stringContaining('ENV_RESERVED'),
    ]);
  });

  test('a variable that shells drop', () => {
    expect(afterChange(['shell', 'env', 'BOARD-X'], { kind: 'set', value: 'x', why: 'y' })).toEqual([
      expect.stringContaining('ENV_NAME_INVALID The plugin "board" sets a variable named "BOARD-X"'),
    ]);
  });
});

describe('faults that were found from outside', () => {
  test.each([
    [
      'a bad pattern',
      { type: 'object', properties: { a: { type: 'string', pattern: '(' } } },
      'options.properties.a.pattern is not a regular expression',
    ],
    [
      'a $ref to nothing',
      { type: 'object', properties: { a: { $ref: '#/$defs/b' } } },
      'options.properties.a."$ref" leads nowhere',
    ],
    [
      'an unknown type',
      { type: 'object', properties: { a: { type: 'sting' } } },
      'options.properties.a.type must be one of',
    ],
    [
      'a $ref to itself',
      { type: 'object', properties: { a: { $ref: '#/properties/a', default: 1 } } },
      'options cannot be used as a JSON Schema',
    ],
  ])('fault 12: %s in the schema of options is the fault of the plugin, found not thrown', (_, options, expected) => {
    const plugin = {
      ...fullPlugin,
      tools: {},
      scripts: {},
      toolchains: [],
      runners: [],
      shell: {},
      fixtures: [],
      options,
    };
    expect(textsOf(foundIn(plugin))).toEqual([expect.stringContaining(expected)]);
  });

  test('fault 12: an undeclared tool and a wrong shape are findings of the plugin', () => {
    expect(afterChange(['toolchains', 0, 'zig'], { tool: 'zig' })).toEqual([expect.stringContaining('the tool "zig"')]);
    expect(afterChange(['toolchains', 0, 'zig'], 'zig')).toEqual([
      expect.stringContaining('toolchains[0].zig must be'),
    ]);
  });

  test('fault 13: two hooks of one id are refused', () => {
    const hook = { id: 'a', stage: 'greeting', why: 'x', body: '' };
    expect(afterChange(['shell', 'hooks'], [hook, hook])).toEqual([
      expect.stringContaining('hooks of a plugin need different names'),
    ]);
  });

  test('fault 14: a wrong branch of a union gives one finding with the position in plugin.json', () => {
    const text = JSON.stringify(changed(['toolchains', 0, 'programs', 'cc'], { tol: 'compiler' }), null, 2);
    const json = parseJson(text, 'plugin.json');
    if (!('data' in json)) throw new Error(json.reason);
    const { found } = checkPlugin(json.data, request, json.places);
    const line = text.split('\n').findIndex((one) => one.includes('"cc": {')) + 1;
    expect(found).toHaveLength(1);
    expect(described(found)[0]?.message).toContain('found an object with "tol"; did you mean "tool"');
    expect(line).toBeGreaterThan(1);
  });

  test('fault 15: a package manager that mkcross does not know is a warning with the right name', () => {
    const { plugin, found } = checkPlugin(
      changed(['tools', 'compiler', 'install'], { debian: 'gcc', aptt: 'gcc', xyzzy: 'gcc' }),
      request,
    );
    expect(plugin).toBeDefined();
    expect(found.map(({ code, severity }) => `${severity} ${code}`)).toEqual(
      Array(3).fill('warning PLUGIN_PACKAGE_MANAGER_UNKNOWN'),
    );
    expect(described(found).map(({ message }) => /Did you mean "(.*)"/.exec(message)?.[1])).toEqual([
      'apt',
      'apt',
      undefined,
    ]);
  });

  test('fault 15: { runner } and other unknown placeholders are errors', () => {
    expect(afterChange(['toolchains', 0, 'flags', 'compile', 0], [{ runner: 'x86_64-pc-windows-gnu' }])).toEqual([
      expect.stringContaining('toolchains[0].flags.compile[0][0] must be'),
    ]);
  });

  test('fault 15: a fixture for a toolchain that does not exist is refused', () => {
    expect(afterChange(['fixtures', 0, 'toolchains'], ['nothing'])).toEqual([
      expect.stringContaining('the toolchain "nothing"'),
    ]);
  });

  test('fault 6: a mistyped triple of a plugin that refers to no other is refused, with the right one', () => {
    const alone = {
      apiVersion: 1,
      meta: fullPlugin.meta,
      toolchains: [{ id: 'a', targets: { 'x86_64-unknow-linux-musl': {} } }],
    };
    expect(textsOf(foundIn(alone))).toEqual([expect.stringContaining('Did you mean "x86_64-unknown-linux-musl"?')]);
  });
});

describe('references between plugins', () => {
  const family = {
    apiVersion: 1 as const,
    meta: { id: 'family', package: 'mkcross-plugin-family', summary: 'A family.' },
    toolchains: [{ id: 'gcc', targets: {} }],
  };

  test('names that the other plugin declares are fine', () => {
    expect(checkReferences([fullPlugin, family])).toEqual([]);
  });

  test('names that it does not declare are found', () => {
    expect(textsOf(checkReferences([fullPlugin, { ...family, toolchains: [{ id: 'gc', targets: {} }] }]))).toEqual([
      'PLUGIN_REFERENCE_UNKNOWN The plugin "board" refers to the toolchain "family/gcc" in toolchains[0].extends, but the plugin "family" does not declare it. Did you mean "gc"?',
    ]);
  });

  test('a triple that none of them declares is found', () => {
    expect(textsOf(checkReferences([{ ...fullPlugin, targets: [] }, family]))).toEqual([
      expect.stringContaining('refers to the target "arm-board-eabi" in toolchains[0].targets.arm-board-eabi'),
    ]);
  });
});

describe('fuzz', () => {
  const paths = pathsOf(fullPlugin, []);
  const anyPath = fc.constantFrom(...paths);
  const anyValue = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(...paths).map((path) => at(fullPlugin, path)),
  );

  test('whatever is changed in a plugin, checking never throws and every position is in the file', () => {
    fc.assert(
      fc.property(anyPath, anyValue, fc.boolean(), (path, value, removed) => {
        const text = JSON.stringify(changed(path, removed ? undefined : value), null, 2);
        const json = parseJson(text, 'plugin.json');
        if (!('data' in json)) {
          expect(json.reason).toMatch(/occurs twice/);
          return;
        }
        const lines = text.split('\n');
        const { plugin, found } = checkPlugin(json.data, request, json.places);
        expect(plugin === undefined).toBe(found.some(({ severity }) => severity === 'error'));
        for (const { where, message } of described(found)) {
          expect(message).not.toMatch(/undefined|\[object|\.\.$/);
          expect((lines[(where?.line ?? 0) - 1] ?? '').length).toBeGreaterThanOrEqual((where?.column ?? 1) - 1);
          expect(where?.line).toBeDefined();
        }
      }),
      { numRuns: 150 },
    );
  });

  test('random JSON never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(foundIn(value).length).toBeGreaterThan(0);
      }),
    );
  });

  test('random text is data or an error with a position in it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((text) => text.slice(1)),
          fc.json(),
        ),
        (text) => {
          const json = parseJson(text, 'plugin.json');
          if ('data' in json) expect(JSON.stringify(json.data)).toBe(JSON.stringify(JSON.parse(text)));
          else expect(json.line).toBeLessThanOrEqual(text.split(/\r\n|[\n\r\u2028\u2029]/).length);
        },
      ),
    );
  });
});

function pathsOf(value: unknown, path: readonly (number | string)[]): readonly (readonly (number | string)[])[] {
  if (Array.isArray(value))
    return [path, ...value.flatMap((item, index) => pathsOf(item, [...path, index]))].filter((one) => one.length > 0);
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, item]: readonly [string, unknown]) =>
    pathsOf(item, [...path, key]),
  );
  return [path, ...inner].filter((one) => one.length > 0);
}

function at(value: unknown, path: readonly (number | string)[]): unknown {
  return path.reduce<unknown>(
    (here, part) => (typeof here === 'object' && here !== null ? Reflect.get(here, part) : undefined),
    value,
  );
}
