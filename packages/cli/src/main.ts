#!/usr/bin/env node
import { runAsBefore } from './shells/run-as-before.ts';

// Commands in a shell that is as it was start at once; all else loads what it needs.
const code = await runAsBefore(process.argv.slice(2));
if (code === undefined) {
  const { runProgram } = await import('./run-program.ts');
  process.exitCode = await runProgram(process.argv.slice(2));
} else process.exitCode = code;
