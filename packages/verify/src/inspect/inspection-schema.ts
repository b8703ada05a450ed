import type { JsonSchema } from '@mkcross/core';
import { finding, listOf, oneOf, orNull, record, text } from './schema-parts.ts';

/** JSON Schema (2020-12) of what `mkcross inspect --json` prints: a list of inspections. */
export const inspectionSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'What mkcross inspect --json prints',
  type: 'array',
  items: { $ref: '#/$defs/inspection' },
  $defs: {
    inspection: record({
      path: text,
      format: oneOf('archive', 'coff', 'elf', 'llvm-bitcode', 'macho', 'pe', 'wasm', null),
      arch: orNull('string'),
      os: orNull('string'),
      bits: oneOf(32, 64, null),
      endian: oneOf('big', 'little', null),
      kind: oneOf(
        'archive',
        'component',
        'core',
        'debug',
        'executable',
        'import',
        'module',
        'object',
        'pie',
        'shared',
        'universal',
        null,
      ),
      linkage: oneOf('dynamic', 'static', 'static-pie', null),
      evidence: listOf(text),
      interpreter: orNull('string'),
      needed: listOf(text),
      imports: listOf(
        record({
          name: text,
          class: oneOf('api-set', 'compiler', 'other', 'redistributable', 'windows'),
          delayed: { type: 'boolean' },
        }),
      ),
      runPaths: listOf(text),
      requires: { type: 'object', additionalProperties: text },
      oldest: listOf(text),
      crt: listOf(text),
      subsystem: orNull('string'),
      resources: {
        anyOf: [
          record({
            fileVersion: orNull('string'),
            productVersion: orNull('string'),
            texts: { type: 'object', additionalProperties: text },
            icons: { type: 'integer' },
          }),
          { type: 'null' },
        ],
      },
      hardening: record({
        nx: orNull('boolean'),
        relro: oneOf('full', 'none', 'partial', null),
        pie: orNull('boolean'),
        aslr: oneOf('high-entropy', 'no', 'yes', null),
        cfg: orNull('boolean'),
      }),
      debug: record({ info: { type: 'boolean' }, symbols: { type: 'boolean' }, pdb: orNull('string') }),
      buildId: orNull('string'),
      sections: listOf(record({ name: text, size: { type: 'integer' } })),
      members: listOf({ $ref: '#/$defs/inspection' }),
      findings: listOf(finding),
      size: { type: 'integer' },
    }),
  },
};
