import { disk, packageImporter } from '@mkcross/composer/node';
import { untrackedFiles } from './git.ts';
import { thrownFindings } from './internal-error.ts';
import { report } from './output/report.ts';
import { processInfo } from './process-info.ts';
import { asksForJson, run } from './program.ts';
import { readVersion } from './version.ts';

const colourOn = (stream: NodeJS.WriteStream) => stream.isTTY && !process.env['NO_COLOR'];

/** The exit code of a program that SIGPIPE ended: the reader of its output has gone, as in `mkcross plan | head`. */
const brokenPipe = 141;

/**
 * Runs mkcross with these arguments over this process; gives the exit code. What is thrown outside of a command, such as in
 * a handler of an event, ends the process with the finding `INTERNAL`.
 */
export async function runProgram(args: readonly string[]): Promise<number> {
  const output = {
    out: (text: string) => process.stdout.write(text),
    err: (text: string) => process.stderr.write(text),
    colour: { out: colourOn(process.stdout), err: colourOn(process.stderr) },
  };
  const version = await readVersion();
  const fail = (thrown: unknown) =>
    report(output, asksForJson(args), { found: thrownFindings(thrown, version, process.env) });
  process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? brokenPipe : fail(error));
  });
  try {
    const world = {
      ...output,
      folder: process.cwd(),
      files: disk,
      importerFor: packageImporter,
      untracked: untrackedFiles,
      machine: processInfo(process.stderr),
    };
    return await run(world, args, version);
  } catch (error) {
    return fail(error);
  }
}
