import { readFile } from 'node:fs/promises';
import { definePlugin, isEnvName, mapOf, nonEmpty, object, oneOf, PluginSchema, text } from '@mkcross/core';
import * as Type from 'typebox';

describe('the schema of a plugin', () => {
  it('is what the package publishes', async () => {
    const published: unknown = JSON.parse(await readFile(new URL('../../plugin.schema.json', import.meta.url), 'utf8'));
    expect(published).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'A plugin of mkcross',
      ...JSON.parse(JSON.stringify(PluginSchema)),
    });
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
