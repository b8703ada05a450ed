import { Validator } from '@cfworker/json-schema';
import { compose, explainName, modelOf, nearestExplainable, shellModelSchema, type Config } from '@mkcross/composer';
import { PluginSchema, type ToolchainPlugin } from '@mkcross/core';
import fc from 'fast-check';
import { samplePlugin, samplePlugins, sampleProject, targetTable } from './sample-plugin.ts';
import { textOf } from './text-of.ts';

const windows = 'x86_64-pc-windows-gnu';
const everything = {
  plugins: samplePlugins.map(({ meta }) => meta.id),
  targets: [windows, 'aarch64-unknown-linux-musl', 'x86_64-unknown-linux-musl'],
  nix: { nixpkgs: 'nixpkgs', packages: ['jq'], systems: ['aarch64-darwin', 'x86_64-linux'] },
  env: { A: '1' },
  target: { [windows]: targetTable({ libraries: ['zlib', './vendor'], env: { A: '2', B: '3' } }) },
} as const satisfies Partial<Config>;
const schemaOf = (schema: object) => new Validator({ ...schema }, '2020-12', true);
const pluginValidator = schemaOf(PluginSchema);
const isPlugin = (data: unknown): data is ToolchainPlugin => pluginValidator.validate(data).valid;

test('samples are valid plugins, and what is composed of them is a valid model', () => {
  for (const plugin of samplePlugins)
    expect([plugin.meta.id, pluginValidator.validate(plugin).errors]).toEqual([plugin.meta.id, []]);
  const model = modelOf(compose(sampleProject(everything), samplePlugins));
  expect(schemaOf(shellModelSchema).validate(model).errors).toEqual([]);
  expect(JSON.parse(JSON.stringify(model))).toEqual(model);
});

test('the order of plugins does not matter', () => {
  const expected = JSON.stringify(compose(sampleProject(everything), samplePlugins));
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...samplePlugins], { minLength: samplePlugins.length }),
      fc.shuffledSubarray([...everything.plugins], { minLength: everything.plugins.length }),
      (plugins, ids) => {
        expect(JSON.stringify(compose(sampleProject({ ...everything, plugins: ids }), plugins))).toBe(expected);
      },
    ),
    { numRuns: 20 },
  );
});

test('nothing changes if plugins say the same twice', () => {
  const env = {
    X: { kind: 'append' as const, values: ['1'], separator: ':' as const, why: 'It is a sample.' },
    Y: { kind: 'set' as const, value: '1', why: 'It is a sample.' },
  };
  const model = (ids: readonly string[]) => {
    const plugins = ids.map((id) => samplePlugin(id, { shell: { env } }));
    return modelOf(compose(sampleProject({ plugins: ['zig-cc', ...ids] }), [...samplePlugins, ...plugins]));
  };
  const [one, two] = [model(['a']), model(['a', 'b'])];
  expect(two.env['Y']).toMatchObject([{ value: '1', agreeing: ['b'] }]);
  expect({ ...two, env: {} }).toEqual({ ...one, env: {} });
});

/** A copy of JSON with one part replaced. */
function mutated(data: unknown, pick: (count: number) => number, replacement: unknown): unknown {
  if (typeof data !== 'object' || data === null || pick(6) === 0) return replacement;
  const entries = Object.entries(data);
  if (entries.length === 0) return replacement;
  const at = pick(entries.length);
  const isRemoved = pick(4) === 0;
  const changed = entries.flatMap(([key, value]: [string, unknown], index): readonly (readonly [string, unknown])[] =>
    index !== at ? [[key, value]] : isRemoved ? [] : [[key, mutated(value, pick, replacement)]],
  );
  return Array.isArray(data) ? changed.map(([, value]) => value) : Object.fromEntries(changed);
}

const strings = samplePlugins.flatMap((plugin) => JSON.stringify(plugin).match(/(?<=")[^"\\]+(?=")/g) ?? []);

test('any plugin that keeps the contract composes, or is told what is wrong with it', () => {
  let valid = 0;
  fc.assert(
    fc.property(
      fc.nat(samplePlugins.length - 1),
      fc.infiniteStream(fc.nat()),
      fc.oneof(
        fc.constantFrom(...strings),
        fc.string(),
        fc.constant({}),
        fc.constant([]),
        fc.constant([{ target: 'none' }]),
        fc.constant({ tool: 'x' }),
        fc.constant(true),
      ),
      (index, picks, replacement) => {
        const pick = (count: number) => Number(picks.next().value) % count;
        const mutant = mutated(samplePlugins[index], pick, replacement);
        if (!isPlugin(mutant)) return;
        valid += 1;
        const { model, found } = compose(sampleProject(everything), samplePlugins.with(index, mutant));
        expect(model !== undefined || found.some(({ severity }) => severity === 'error')).toBe(true);
        for (const { message, hint } of found.map(textOf))
          expect(`${message} ${hint}`).not.toMatch(/undefined|\[object/);
      },
    ),
    { numRuns: 300 },
  );
  expect(valid).toBeGreaterThan(30);
});

test('everything that has a name is explained', () => {
  const model = modelOf(compose(sampleProject(everything), samplePlugins));
  const names = [
    ...Object.keys(model.env),
    ...Object.keys(model.tools),
    ...Object.keys(model.libraries),
    ...Object.keys(model.files),
    ...Object.keys(model.targets),
    ...model.programs.map(({ name }) => name),
    ...model.hooks.map(({ from, id }) => `${from}/${id}`),
  ];
  for (const name of names) expect([name, explainName(model, name)[0]?.claims[0]?.from]).not.toContain(undefined);
  expect(explainName(model, 'A')[0]).toMatchObject({ claims: [{ value: '2', targets: [windows] }, { value: '1' }] });
  expect(explainName(model, 'qemu/qemu')[0]?.kind).toBe('tool');
  const others: unknown = expect.stringContaining('Others: rust-musl/gcc.');
  expect(explainName(model, 'zig-cc/zig')[0]).toMatchObject({
    kind: 'toolchain',
    claims: [{ why: others }, {}, {}, {}],
  });
  expect(explainName(model, windows)[0]?.claims[0]?.value).toBe('run by wine');
  expect(nearestExplainable(model, 'CARGO_HOM')[0]).toBe('CARGO_HOME');
});

/** A project of many plugins, each with a target, a toolchain, a tool, a variable and a hook. */
function large(count: number) {
  const plugins = Array.from({ length: count }, (_, index) => {
    const triple = `arch${String(index)}-board-none` as const;
    const target = {
      triple,
      arch: 'arm',
      bits: 32 as const,
      endian: 'little' as const,
      system: 'none',
      abi: 'none',
      format: 'elf' as const,
      executableSuffix: '',
      names: { gnu: triple },
    };
    const id = `p${String(index)}`;
    return samplePlugin(id, {
      ...(index === 0 ? {} : { requires: [`p${String(Math.floor(index / 2))}`] }),
      targets: [target],
      tools: {
        gcc: { why: 'Compiles.', nix: { package: { attr: ['gcc'] }, program: 'gcc' }, find: [{ command: 'gcc' }] },
      },
      toolchains: [
        {
          id: 'gcc',
          targets: { [triple]: {} },
          languages: ['c'],
          programs: { cc: { tool: 'gcc' } },
          linkage: 'static',
        },
      ],
      shell: {
        env: {
          PATH: { kind: 'append', values: [id], separator: ':', why: 'It is a sample.' },
          [`P${String(index)}`]: { kind: 'set', value: id, why: 'It is a sample.' },
        },
        hooks: [{ id: 'hook', stage: 'greeting', why: 'It is a sample.', body: 'true\n' }],
      },
    });
  });
  const targets = plugins.flatMap(({ targets: declared = [] }) => declared.map(({ triple }) => triple));
  return { plugins, project: sampleProject({ plugins: plugins.map(({ meta }) => meta.id), targets }) };
}

/** What the processors are at work for composing: other work of the machine lengthens the time of the clock, not this. */
const workFor = (count: number) => {
  const { plugins, project } = large(count);
  const times = Array.from({ length: 4 }, () => {
    const before = process.cpuUsage();
    modelOf(compose(project, plugins));
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return Math.min(...times);
};

test('time grows with the number of plugins, not with its square', () => {
  workFor(200);
  const [small, big] = [workFor(250), workFor(1000)];
  // Four times as many plugins may take eight times as long; a square would take sixteen times.
  expect(big / small).toBeLessThan(8);
  expect(compose(large(1000).project, large(1000).plugins, []).found).toEqual([]);
});
