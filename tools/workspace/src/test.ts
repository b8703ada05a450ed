import { fileURLToPath } from 'node:url';
import { runStep, type Outcome } from './steps/run-step.ts';
import { steps } from './steps/steps.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const outcomes: Outcome[] = [];
for (const step of steps) {
  process.stdout.write(`${step.name} …${step.live ? '\n' : ' '}`);
  const start = performance.now();
  const outcome = await runStep(step, root);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const counted =
    step.kind === 'jest'
      ? `${outcome.passed} passed, ${outcome.failed} failed, `
      : outcome.failed > 0
        ? 'failed, '
        : '';
  console.log(`${step.live ? `${step.name} … ` : ''}${counted}${seconds} s`);
  if (outcome.failed > 0 && !step.live) console.log(outcome.output);
  outcomes.push(outcome);
}

const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
const broken = steps.filter((_, index) => (outcomes[index]?.failed ?? 0) > 0);
if (broken.length > 0) console.log(`Failed: ${broken.map(({ name }) => name).join(', ')}.`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
