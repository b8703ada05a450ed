import { hostSystems, type JsonSchema } from '@mkcross/core';

const ref = (name: string) => ({ $ref: `#/$defs/${name}` });
const list = (items: JsonSchema) => ({ type: 'array', items });
const mapOf = (values: JsonSchema) => ({ type: 'object', additionalProperties: values });
const record = (
  required: Readonly<Record<string, JsonSchema>>,
  optional: Readonly<Record<string, JsonSchema>> = {},
) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(required),
  properties: { ...required, ...optional },
});
const oneKind = (kind: JsonSchema, rest: Readonly<Record<string, JsonSchema>>) => record({ kind, ...rest });
const text = { type: 'string' };
const some = { type: 'string', minLength: 1 };
const hosts = { type: 'array', items: { enum: [...hostSystems] }, minItems: 1 };
const versionText = { type: 'string', pattern: '^\\d+(\\.\\d+)*$' };
const libraryDir = { enum: ['bin', 'include', 'lib', 'pkgconfig'] };

/** The JSON Schema of a plugin (its data, without `refine`): the contract of `@mkcross/core` for what comes from outside. */
export const pluginSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'mkcross toolchain plugin',
  ...record(
    { apiVersion: { const: 1 }, meta: ref('meta'), targets: list(ref('target')) },
    {
      requires: list(some),
      options: { type: 'object' },
      tools: mapOf(ref('tool')),
      libraries: mapOf(ref('library')),
      shell: ref('contribution'),
      hosts,
      runners: list(ref('runner')),
      refine: {},
    },
  ),
  $defs: {
    meta: record(
      { id: { type: 'string', pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' }, package: some, summary: some },
      { docs: text },
    ),
    contribution: record({}, { inputs: ref('inputs'), env: mapOf(ref('entry')), hooks: list(ref('hook')) }),
    inputs: record(
      {},
      {
        packages: list(some),
        path: list(some),
        scripts: list(ref('script')),
        flakes: mapOf(record({ url: some, follows: { type: 'boolean' } })),
      },
    ),
    entry: {
      anyOf: [
        oneKind({ enum: ['set', 'default'] }, { value: ref('value'), why: some }),
        oneKind(
          { enum: ['append', 'prepend'] },
          { values: list(ref('value')), separator: { enum: [' ', ':', ';'] }, why: some },
        ),
      ],
    },
    value: { anyOf: [text, list({ anyOf: [text, ref('hole')] })] },
    hole: {
      anyOf: [
        record({ tool: some }),
        record({ library: some, dir: libraryDir }),
        record({ project: { anyOf: [{ const: '' }, { type: 'string', format: 'project-path' }] } }),
        record({ target: { const: 'default' } }),
        record({ runner: some }),
        record({ script: some }),
        record({ text: record({ name: some, content: ref('value') }) }),
      ],
    },
    script: record({
      name: { type: 'string', pattern: '^[A-Za-z0-9+._-]+$', description: 'the name of a program' },
      values: mapOf(ref('value')),
      body: text,
    }),
    hook: record(
      {
        id: some,
        stage: { enum: ['environment', 'greeting', 'toolchain'] },
        values: mapOf(ref('value')),
        body: text,
        why: some,
      },
      { once: { type: 'array', items: { type: 'string', format: 'project-path' }, minItems: 1 } },
    ),
    tool: record({
      why: some,
      nix: record({ package: ref('package'), program: { anyOf: [some, record({ prefixed: some })] } }),
      host: record(
        { commands: { type: 'array', items: ref('command'), minItems: 1 }, install: mapOf(text) },
        {
          version: record(
            { args: list(text), pattern: text },
            { series: versionText, oldest: record({ version: versionText, why: some }) },
          ),
          brings: list(some),
          optional: { const: true },
          instead: some,
          faults: list(record({ args: list(text), pattern: text, why: some, mend: some })),
          provision: record({ pypi: some, program: some }),
        },
      ),
    }),
    command: { anyOf: [some, record({ command: some, wrapper: some, why: some })] },
    package: record(
      { attr: { type: 'array', items: some, minItems: 1 } },
      { set: some, flake: some, before: record({ version: some, attr: some }) },
    ),
    library: record({
      why: some,
      nix: record(
        { package: ref('package') },
        { dirs: mapOf(record({ output: { enum: ['bin', 'dev', 'lib', 'out'] }, path: some })) },
      ),
      host: record(
        { dirs: mapOf(list(some)), install: mapOf(text) },
        { standIn: { type: 'array', items: some, minItems: 1 } },
      ),
    }),
    target: record(
      {
        triple: { type: 'string', pattern: '^[^-]+-.+$' },
        verification: { type: 'array', items: ref('step'), minItems: 1 },
      },
      {
        hosts,
        runsOn: list({ enum: [...hostSystems] }),
        c: record({ runtime: { enum: ['glibc', 'msvcrt', 'musl', 'ucrt'] } }),
        runtime: list(record({ library: some, dir: libraryDir })),
        inputs: ref('inputs'),
        env: mapOf(ref('entry')),
        hooks: list(ref('hook')),
      },
    ),
    runner: record(
      {
        runs: record({ os: some, arch: { type: 'array', items: some, minItems: 1 } }),
        script: ref('script'),
        why: some,
      },
      { hosts },
    ),
    step: {
      anyOf: [
        oneKind(
          { const: 'build' },
          {
            id: some,
            files: mapOf(text),
            command: { type: 'array', items: ref('value'), minItems: 1 },
            artifact: some,
          },
        ),
        oneKind(
          { const: 'artifact' },
          {
            of: some,
            format: { enum: ['elf', 'macho', 'pe', 'wasm'] },
            arch: some,
            linkage: { enum: ['dynamic', 'static', 'system'] },
          },
        ),
        oneKind({ const: 'run' }, { of: some, args: list(text), exitCode: { type: 'integer' }, stdout: text }),
      ],
    },
  },
};
