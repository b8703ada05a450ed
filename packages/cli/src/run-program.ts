import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { disk, pluginDisk } from '@mkcross/composer/node';
import { untrackedFiles } from './git.ts';
import { thrownFindings } from './internal-error.ts';
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
  const fail = async (thrown: unknown) => {
    const { report } = await import('./output/report.ts');
    return report(output, asksForJson(args), { found: thrownFindings(thrown, version, process.env) });
  };
  process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(brokenPipe);
    void fail(error).then((code) => process.exit(code));
  });
  try {
    const context = {
      ...output,
      folder: process.cwd(),
      files: disk,
      plugins: { files: pluginDisk, own: dirname(fileURLToPath(import.meta.url)) },
      untracked: untrackedFiles,
      machine: processInfo(process.stderr),
    };
    return await run(context, args, version);
  } catch (error) {
    return await fail(error);
  }
}
