import { benchEvaluation } from './evaluation.ts';
import { benchGrowth } from './growth.ts';
import { benchStartUp } from './start-up.ts';

await benchStartUp();
benchGrowth();
await benchEvaluation((line) => process.stderr.write(`bench: ${line}\n`));
