import { benchEvaluation } from './evaluation.ts';
import { benchGrowth } from './growth.ts';
import { benchInspecting } from './inspecting.ts';
import { benchStartUp } from './start-up.ts';
import { benchVerifying } from './verifying.ts';
import { benchWineRuns } from './wine-runs.ts';
import { benchWithoutNix } from './without-nix.ts';
import { benchWrappers } from './wrappers.ts';

const benches: Readonly<Record<string, (say: (line: string) => void) => Promise<void> | void>> = {
  'start-up': benchStartUp,
  growth: benchGrowth,
  evaluation: benchEvaluation,
  wrappers: benchWrappers,
  'wine-runs': benchWineRuns,
  inspecting: benchInspecting,
  verifying: benchVerifying,
  'without-nix': benchWithoutNix,
};

const say = (line: string) => process.stderr.write(`bench: ${line}\n`);
const [, , ...names] = process.argv;
const unknown = names.filter((name) => benches[name] === undefined);
if (unknown.length > 0) {
  say(`there is no ${unknown.join(' and no ')}; there are: ${Object.keys(benches).join(', ')}`);
  process.exitCode = 2;
} else for (const name of names.length > 0 ? names : Object.keys(benches)) await benches[name]?.(say);
