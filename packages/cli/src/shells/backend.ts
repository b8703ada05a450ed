import { join } from 'node:path';
import { isGenerated } from '@mkcross/composer/node';
import type { World } from '../world.ts';

/** Who makes the shells: Nix, or mkcross itself over the machine's own toolchains. */
export type Backend = 'host' | 'nix';

/** The backends that can be asked for. */
export const backends: readonly Backend[] = ['host', 'nix'];

/** Nix where it is installed and the project's flake is mkcross' own, so that it has the shells; else the machine itself. */
export async function chooseBackend({ machine, files }: World, root: string): Promise<Backend> {
  const hasNix = machine.find('nix') !== undefined;
  return hasNix && (await isGenerated(files, join(root, 'flake.nix'))) ? 'nix' : 'host';
}

/** The command that runs another in a shell of a flake. */
export const nixDevelop = (
  root: string,
  shell: string,
  command: readonly [string, ...string[]],
): readonly [string, ...string[]] => [
  'nix',
  '--extra-experimental-features',
  'nix-command flakes',
  'develop',
  shell === 'default' ? root : `${root}#${shell}`,
  '--command',
  ...command,
];
