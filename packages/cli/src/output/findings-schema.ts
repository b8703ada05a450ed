import * as Type from 'typebox';
import { commandData } from './command-data.ts';
import { findingDefinitions } from './finding-definitions.ts';

const counted = Type.Integer({ minimum: 1 });

/** Severity and shape of `data` of one code; other codes are not restricted. */
const restriction = ({ code, severity, data }: (typeof definitions)[number]) => ({
  if: { properties: { code: { const: code } } },
  then: { properties: { severity: { const: severity }, data } },
});

const definitions = Object.values(findingDefinitions).toSorted((a, b) => (a.code < b.code ? -1 : 1));

const finding = {
  description: 'One problem. Recognise it by its code, which is permanent; message and hint are texts that may change.',
  ...Type.Object({
    code: Type.String(),
    severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
    message: Type.String({ description: 'What is wrong, and why.' }),
    hint: Type.String({ description: 'What to type or change.' }),
    data: Type.Unsafe<object>({ type: 'object', description: 'The details.' }),
    where: Type.Optional(
      Type.Object({ file: Type.String(), line: Type.Optional(counted), column: Type.Optional(counted) }),
    ),
  }),
  allOf: definitions.map(restriction),
};

const envelope = {
  type: 'object',
  required: ['ok', 'findings'],
  properties: {
    ok: { type: 'boolean', description: 'Whether the exit code is 0.' },
    findings: { type: 'array', items: { $ref: '#/$defs/finding' } },
  },
};

/** JSON Schema (2020-12) of the object that commands print with `--json`, of each command's own, and of a finding. */
export const findingsSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'What mkcross commands print with --json',
  description: 'Refer to #/$defs/<command> for the data of one command, which is absent if the command fails early.',
  ...envelope,
  $defs: {
    finding,
    ...Object.fromEntries(
      Object.entries(commandData).map(([name, { properties }]) => [
        name,
        { ...envelope, properties: { ...envelope.properties, ...properties } },
      ]),
    ),
  },
} as const;
