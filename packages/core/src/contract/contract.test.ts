import { readFile } from 'node:fs/promises';
import { definePlugin, isEnvName, mapOf, nonEmpty, object, oneOf, PluginSchema, text } from '@mkcross/core';
import { ToolchainSchema } from './toolchain.ts';
import * as Type from 'typebox';

/** The schema of a field of toolchains. */
function toolchainField(name: string): unknown {
  const properties: unknown = Reflect.get(ToolchainSchema, 'properties');
  return typeof properties === 'object' && properties !== null ? Reflect.get(properties, name) : undefined;
}

describe('the schema of a plugin', () => {
  it('is what the package publishes', async () => {
    const published: unknown = JSON.parse(await readFile(new URL('../../plugin.schema.json', import.meta.url), 'utf8'));
    expect(published).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'A plugin of mkcross',
      ...JSON.parse(JSON.stringify(PluginSchema)),
    });
  });

  it.each(['package', 'c', 'cxx', 'rust', 'zig', 'flags', 'limits'])(
    'requires no key of the table %s of a toolchain, which a base may give, and allows no other',
    (name) => {
      const field = toolchainField(name);
      expect(field).toMatchObject({ type: 'object', additionalProperties: false });
      expect(field).not.toHaveProperty('required');
    },
  );

  it('says what the tables of a toolchain are for', () => {
    const like = (pattern: string) => {
      const description: unknown = expect.stringMatching(pattern);
      return { description };
    };
    expect(['c', 'cxx', 'zig'].map(toolchainField)).toMatchObject([
      like('C runtime'),
      like('library'),
      like('zig build'),
    ]);
  });
});

describe('parts of schemas', () => {
  const makers = {
    object: (description?: string) => object({}, description),
    text: (description?: string) => text(description),
    nonEmpty: (description?: string) => nonEmpty(Type.String(), description),
    mapOf: (description?: string) => mapOf(Type.String(), description),
    oneOf: (description?: string) => oneOf(['a'], description),
  };

  it.each(Object.entries(makers))('%s says what it is for, where that is given', (_, make) => {
    expect(make('Why.')).toHaveProperty('description', 'Why.');
    expect(make()).not.toHaveProperty('description');
  });
});

describe('definePlugin', () => {
  it('returns what it is given', () => {
    const plugin = { apiVersion: 1, meta: { id: 'a', package: 'mkcross-plugin-a', summary: 'A.' } } as const;
    expect(definePlugin(plugin)).toBe(plugin);
  });
});

describe('the name of a variable', () => {
  it.each(['A', 'a', '_', 'CC_x86_64', 'A1', '_1'])('can be %s', (name) => {
    expect(isEnvName(name)).toBe(true);
  });

  it.each(['', '1A', 'A-B', 'A.B', '-A', 'A B', 'Ä'])('cannot be %j', (name) => {
    expect(isEnvName(name)).toBe(false);
  });
});
