import type { JsonSchema } from '@mkcross/core';
import { finding, listOf, oneOf, orNull, record, text } from '../inspect/schema-parts.ts';
import { REPORT_VERSION } from './report.ts';

const number = { type: 'number' } as const;
const verdict = oneOf('failed', 'proven', 'stopped', 'unproven');

const step = record({
  name: text,
  kind: oneOf('build', 'prove', 'run'),
  of: oneOf('fixture', 'project'),
  status: oneOf('failed', 'passed', 'skipped', 'stopped', 'unchanged'),
  seconds: number,
  command: text,
  log: orNull('string'),
  tail: listOf(text),
  evidence: listOf(text),
  findings: listOf(finding),
});

/** JSON Schema (2020-12) of what `mkcross verify --json` prints. */
export const reportSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'What mkcross verify --json prints',
  ...record({
    reportVersion: { const: REPORT_VERSION },
    verdict,
    seconds: number,
    targets: listOf(record({ target: text, verdict, seconds: number, steps: listOf(step) })),
  }),
};
