import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runLoading } from './program.ts';
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
    env: process.env,
  };
  const version = await readVersion();
  const fail = async (thrown: unknown) => {
    const { reportThrown } = await import('./report-failure.ts');
    return reportThrown(output, args, version, thrown);
  };
  process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(brokenPipe);
    void fail(error).then((code) => process.exit(code));
  });
  try {
    return await runLoading(output, args, version, async () => {
      const { disk, pluginDisk } = await import('@mkcross/composer/node');
      const { processInfo } = await import('./process-info.ts');
      const { untrackedFiles } = await import('./git.ts');
      return {
        ...output,
        folder: process.cwd(),
        files: disk,
        plugins: { files: pluginDisk, own: dirname(fileURLToPath(import.meta.url)) },
        untracked: untrackedFiles,
        machine: await processInfo(process.stderr),
      };
    });
  } catch (error) {
    return await fail(error);
  }
}
