import { fileURLToPath } from 'node:url';
import { Validator } from '@cfworker/json-schema';
import { reportSchema, type Report, type StepReport } from '@mkcross/verify';
import { develop, type Outcome } from '../develop.ts';
import type { Shells } from '../testbed.ts';

const command = fileURLToPath(new URL('../../../../packages/cli/bin/mkcross.js', import.meta.url));
const schema = new Validator({ ...reportSchema }, '2020-12');

/** `mkcross` of this repository, as a line of bash in a project's shell starts it. */
export const mkcrossInShell = `'${process.execPath}' '${command}'`;

/** Runs a script of bash in a project's shell; `state` is where mkcross remembers what passed. */
export const runInShell = (shells: Shells, project: string, state: string, script: string): Promise<Outcome> =>
  develop(shells, { project, command: ['bash', '-c', script], env: { XDG_STATE_HOME: state } });

/** Verifies a project in its shell, and gives the report as programs read it. Throws unless the report is as its schema says. */
export async function verifyInShell(shells: Shells, project: string, state: string, args = ''): Promise<Report> {
  const { stdout, stderr } = await runInShell(shells, project, state, `${mkcrossInShell} verify --json ${args}`);
  if (stdout === '') throw new Error(stderr);
  const value: unknown = JSON.parse(stdout);
  if (!isReport(value)) throw new Error(JSON.stringify(schema.validate(value).errors));
  return value;
}

/** Whether a value is as the report's schema says. */
export const isReport = (value: unknown): value is Report => schema.validate(value).valid;

/** The names of the steps of a report that ended so, each after its target. */
export const stepNames = ({ targets }: Report, status: StepReport['status']): readonly string[] =>
  targets.flatMap(({ target, steps }) =>
    steps.filter((step) => step.status === status).map(({ name }) => `${target} ${name}`),
  );
