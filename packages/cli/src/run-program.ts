import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitCode } from './exit-code.ts';
import { runLoading } from './program.ts';
import { undecodable } from './undecodable.ts';
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
  const version = readVersion();
  const fail = async (thrown: unknown) => {
    const { reportThrown } = await import('./report-failure.ts');
    const { withVisibleText } = await import('./output/text-streams.ts');
    return reportThrown(withVisibleText(output), args, version, thrown);
  };
  let isFailing = false;
  process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(brokenPipe);
    // Reporting the error failed too, for example because standard error is closed.
    if (isFailing) process.exit(exitCode.findings);
    isFailing = true;
    void fail(error).then((code) => process.exit(code));
  });
  try {
    return await runLoading(output, args, version, async () => {
      const { disk, pluginDisk } = await import('@mkcross/composer/node');
      const { processInfo } = await import('./process-info.ts');
      const { repositorySettings, untrackedFiles } = await import('./git.ts');
      const folder = process.cwd();
      const { names, variables } = undecodable({ args, env: process.env, folder });
      if (names.length > 0) throw await notUtf8(names);
      return {
        ...output,
        folder,
        files: disk,
        plugins: { files: pluginDisk, own: dirname(fileURLToPath(import.meta.url)) },
        untracked: untrackedFiles,
        repositorySettings,
        machine: await processInfo(process.stderr, variables),
      };
    });
  } catch (error) {
    return await fail(error);
  }
}

/** Loaded when needed, so that `--version` does not load the findings. */
async function notUtf8(names: readonly string[]): Promise<Error> {
  const { MkcrossError } = await import('@mkcross/core');
  const { findings } = await import('./findings/index.ts');
  return new MkcrossError([findings.NOT_UTF8({ names })]);
}
