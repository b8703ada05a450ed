import { exitCode } from './exit-code.ts';
import { findings } from './findings/index.ts';
import { thrownFindings } from './internal-error.ts';
import { report } from './output/report.ts';
import type { RunOutput } from './program.ts';

/** Reports what a command threw, and gives the exit code. */
export function reportThrown(
  output: RunOutput,
  args: readonly string[],
  version: string,
  thrown: unknown,
): Promise<number> {
  return report(output, asksForJson(args), { found: thrownFindings(thrown, version, output.env) });
}

/** Reports a wrong command line, and gives the exit code. `problem` has no full stop. */
export async function reportUsage(output: RunOutput, args: readonly string[], problem: string): Promise<number> {
  await report(output, asksForJson(args), { found: [findings.USAGE({ problem })] });
  return exitCode.usage;
}

/** Whether `--json` is among the options of mkcross itself, and not of a command that it runs. */
function asksForJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end === -1 ? args.length : end).includes('--json');
}
