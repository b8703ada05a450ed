import { disk, packageImporter } from '@mkcross/composer/node';
import { untrackedFiles } from './git.ts';
import { processInfo } from './process-info.ts';
import { run } from './program.ts';
import { readVersion } from './version.ts';
import type { World } from './world.ts';

const colourOn = (stream: NodeJS.WriteStream) => stream.isTTY && !process.env['NO_COLOR'];

/** Runs mkcross with these arguments in this process' world; gives the exit code. */
export async function runProgram(args: readonly string[]): Promise<number> {
  const world: World = {
    folder: process.cwd(),
    files: disk,
    importerFor: packageImporter,
    untracked: untrackedFiles,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    machine: processInfo(process.stderr),
    colour: { out: colourOn(process.stdout), err: colourOn(process.stderr) },
  };
  return run(world, args, await readVersion());
}
