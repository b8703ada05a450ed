import { benchEvaluation } from './evaluation.ts';
import { benchGrowth } from './growth.ts';
import { benchInspecting } from './inspecting.ts';
import { benchStartUp } from './start-up.ts';
import { benchVerifying } from './verifying.ts';
import { benchWineRuns } from './wine-runs.ts';
import { benchWrappers } from './wrappers.ts';

await benchStartUp();
benchGrowth();
const say = (line: string) => process.stderr.write(`bench: ${line}\n`);
await benchEvaluation(say);
await benchWrappers(say);
await benchWineRuns(say);
await benchInspecting(say);
await benchVerifying(say);
