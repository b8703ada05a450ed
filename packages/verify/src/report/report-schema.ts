import { findingSchema, type Described } from '@mkcross/inspect';
import * as Type from 'typebox';

/** The version of the report's shape. */
export const REPORT_VERSION = 1;

const strict = { additionalProperties: false };
const list = (description: string) => Type.Array(Type.String(), { description });
const oneOf = <const Values extends readonly string[]>(values: Values, description: string) =>
  Type.Unsafe<Values[number]>({ enum: values, description });

const verdict = oneOf(
  ['failed', 'proven', 'stopped', 'unproven'],
  '`proven`: all steps passed, in this run or unchanged since an earlier one. `failed`: a step failed. `unproven`: no step failed, but something could not be shown, such as a run without a runner, or nothing of the project was built; steps that are skipped because an optional tool is missing do not count. `stopped`: interrupted.',
);

const step = Type.Object(
  {
    name: Type.String({ description: 'Unique in its target: `rust-musl/hello: build`.' }),
    kind: oneOf(['build', 'check', 'run'], 'What the step does; `check` reads the headers of a binary.'),
    of: oneOf(['fixture', 'project'], "What the step belongs to: a plugin's fixture or the project."),
    status: oneOf(
      ['failed', 'passed', 'skipped', 'stopped', 'unchanged'],
      '`unchanged`: the step passed before, and nothing that it depends on has changed.',
    ),
    seconds: Type.Number({ description: 'Wall-clock time, without the time spent waiting for other steps.' }),
    command: Type.String({ description: 'The command as typed in a shell; empty where only a file was read.' }),
    log: Type.Union([Type.String(), Type.Null()], {
      description: 'File with all output, relative to the project; null where there is no output.',
    }),
    tail: list('The last lines of the log, if the step failed.'),
    evidence: list('What was observed: linkage and the facts it follows from, exit code.'),
    findings: Type.Array(findingSchema, { description: 'Problems.' }),
  },
  { ...strict, description: 'One build, inspection or run.' },
);

const target = Type.Object(
  {
    target: Type.String({ description: 'Triple of the target.' }),
    verdict,
    seconds: Type.Number({ description: 'Wall-clock time of the target.' }),
    steps: Type.Array(step, { description: 'In the order in which they ran, grouped by fixture and build system.' }),
  },
  { ...strict, description: 'The result for one target.' },
);

/** JSON Schema (2020-12) of what `mkcross verify --json` prints. */
export const reportSchema = Type.Object(
  {
    reportVersion: Type.Literal(REPORT_VERSION, { description: 'Version of this format.' }),
    verdict,
    seconds: Type.Number({ description: 'Wall-clock time of the whole run.' }),
    targets: Type.Array(target, { description: 'In the order in which they were given.' }),
  },
  {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'What mkcross verify --json prints',
    ...strict,
  },
);

/** What `mkcross verify` found. */
export type Report = Described<typeof reportSchema>;
/** The overall result of a target or of all targets. */
export type Verdict = Report['verdict'];
/** The result for one target. */
export type TargetReport = Described<typeof target>;
/** One build, inspection or run. */
export type StepReport = Described<typeof step>;
