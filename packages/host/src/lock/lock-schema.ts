import type { JsonSchema } from '@mkcross/core';

const tool: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['program', 'version', 'fetched', 'sha256'],
  properties: {
    program: { type: 'string', description: 'The name of the program.' },
    version: { type: ['string', 'null'], description: 'As the program tells it; null where it tells none.' },
    fetched: {
      type: ['string', 'null'],
      description: 'The package of PyPI’s that it was fetched from; null where it was on PATH.',
    },
    sha256: {
      type: 'string',
      pattern: '^[0-9a-f]{64}$',
      description: 'Of the program, or of the whole wheel that was fetched.',
    },
  },
};

/** What mkcross.lock holds, as JSON Schema (draft 2020-12). */
export const lockSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'mkcross.lock',
  description: 'The tools that the shells of a project were made of without Nix, written by "mkcross doctor --lock".',
  type: 'object',
  additionalProperties: false,
  required: ['version', 'systems'],
  properties: {
    version: { const: 1 },
    systems: {
      description: 'By the system of the machine.',
      type: 'object',
      propertyNames: { enum: ['aarch64-darwin', 'aarch64-linux', 'x86_64-darwin', 'x86_64-linux'] },
      additionalProperties: { type: 'object', additionalProperties: tool },
    },
  },
};
