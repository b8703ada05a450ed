// Runs Stryker in the folder of a package, with its arguments.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const { default: config } = await import(pathToFileURL(join(process.cwd(), 'stryker.config.js')).href);
forgetStaticSurvivors(config.incrementalFile);
// Titles of tests name the seed: it must be the same whenever the tests are loaded.
const env = { MKCROSS_SEED: '1', ...process.env };
const { status } = spawnSync('stryker', ['run', ...process.argv.slice(2)], { stdio: 'inherit', env });
process.exitCode = status ?? 1;

/**
 * Of a mutant that acts while modules load, Stryker does not know which tests reach it: it would never test it again though
 * tests were added.
 */
function forgetStaticSurvivors(file) {
  if (!existsSync(file)) return;
  const report = JSON.parse(readFileSync(file, 'utf8'));
  for (const one of Object.values(report.files))
    one.mutants = one.mutants.filter((mutant) => !(mutant.static && mutant.status === 'Survived'));
  writeFileSync(file, JSON.stringify(report));
}
