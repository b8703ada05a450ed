import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExampleProgram } from './build-and-run.ts';

const examples = fileURLToPath(new URL('../../../../examples', import.meta.url));

/** The targets that the examples are built for; the last is the machine that builds. */
export const exampleTargets = [
  'x86_64-pc-windows-gnu',
  'x86_64-unknown-linux-musl',
  'x86_64-unknown-linux-gnu',
] as const;

/** The programs of the examples. */
export const examplePrograms: readonly ExampleProgram[] = [
  { project: join(examples, 'hello-rust'), name: 'example', args: [], stdout: 'Hello, world!' },
  {
    project: join(examples, 'rust-workspace'),
    name: 'notes',
    args: ['check'],
    stdout: 'check: 5 of 20 notes found, 300 words, exception "no threads to count with", panic caught: true',
  },
];
