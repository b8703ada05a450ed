import type { JsonSchema } from '@mkcross/core';

const tool: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['program', 'version', 'fetched', 'sha256'],
  properties: {
    program: { type: 'string', description: 'The name of the program.' },
    version: { type: ['string', 'null'], description: 'The version that the program prints; null if it prints none.' },
    fetched: {
      type: ['string', 'null'],
      description: 'The PyPI package or the URL that it was fetched from; null if it was found on the machine.',
    },
    sha256: {
      type: 'string',
      pattern: '^[0-9a-f]{64}$',
      description: 'SHA-256 hash of the program, or of the whole wheel or archive that it was fetched in.',
    },
    unpacked: {
      type: 'string',
      pattern: '^[0-9a-f]{64}$',
      description:
        'SHA-256 hash of the list of all files that were unpacked with it, with their hashes; absent if it was found on the machine.',
    },
  },
};

/** The JSON Schema (draft 2020-12) of mkcross.lock. */
export const lockSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'mkcross.lock',
  description: 'The tools of a project’s shells without Nix, written by "mkcross doctor --lock".',
  type: 'object',
  additionalProperties: false,
  required: ['version', 'systems'],
  properties: {
    version: { const: 1 },
    systems: {
      description: 'Tools by host system.',
      type: 'object',
      propertyNames: { pattern: '^[a-z0-9_]+-[a-z0-9_]+(-musl)?$' },
      additionalProperties: { type: 'object', additionalProperties: tool },
    },
  },
};
