// Runs Nx, given as a command, and prints a line per task when it has ended; what failed, in full. The last line says how
// much passed and failed in all tasks, those from the cache too: each task says so in its last line (task.js). Before it,
// the reason of each failure is repeated, for a CI system may show only the end of a long log.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import process from 'node:process';
import { stripVTControlCharacters } from 'node:util';

const heading = /^(?:. +)?> nx run (\S+?)(?: {2}\[(.+)\])?$/u;
const ending = /^(\d+) passed, (\d+) failed, ([\d.]+ s)$/u;
const total = { passed: 0, failed: 0 };
const broken = [];
/** The task whose output is being read: its name, where it is from, and its lines until the last. */
let task;

function end([, passed, failed, time]) {
  total.passed += Number(passed);
  total.failed += Number(failed);
  const origin = task.origin === undefined ? time : 'from the cache';
  console.log(`${task.name} … ${passed} passed, ${failed} failed, ${origin}`);
  if (Number(failed) > 0) {
    broken.push(task);
    console.log(task.lines.join('\n'));
  }
  task = undefined;
}

/** The lines that say why a task failed: from Jest's first failed test on; without one, the last lines. */
function reason(lines) {
  const first = lines.findIndex((line) => line.startsWith('  ● '));
  return first === -1 ? lines.slice(-20) : lines.slice(first, first + 60);
}

/** Nx colors its lines where `CI` is set, also without a terminal. */
function read(colored) {
  const line = stripVTControlCharacters(colored);
  const [, name, origin] = heading.exec(line) ?? [];
  if (name !== undefined) {
    task = { name, origin, lines: [] };
    return;
  }
  const ended = ending.exec(line);
  if (task === undefined) rest.push(line);
  else if (ended) end(ended);
  else task.lines.push(line);
}

/** What Nx says besides the output of tasks. */
const rest = [];
const [program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', read);
const code = await new Promise((resolve) => {
  child.on('error', (error) => {
    rest.push(error.message);
    resolve(1);
  });
  child.on('close', resolve);
});
// Nx fails without a failed task if it cannot start, or if it is ended.
if (code !== 0 && total.failed === 0) {
  total.failed = 1;
  console.log([...(task?.lines ?? []), ...rest].join('\n').trim());
}
for (const { name, lines } of broken) console.log([`Failed: ${name}`, ...reason(lines)].join('\n'));
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
