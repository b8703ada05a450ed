import { homedir } from 'node:os';
import { execa } from 'execa';
import { withFlakeFolder } from './flake-folder.ts';
import type { Testbed } from './testbed.ts';

/** The value of an attribute of a project's flake, through a Nix function if given, as `nix eval --json` prints it, and what it said meanwhile. */
export async function evaluate(
  testbed: Testbed,
  project: string,
  attribute: string,
  apply?: string,
  nixpkgs: 'new' | 'old' = 'new',
): Promise<{ readonly value: unknown; readonly stderr: string }> {
  return withFlakeFolder(project, async (flake) => {
    const override = ['--override-input', 'nixpkgs', testbed.nixpkgs[nixpkgs]];
    const args = [
      'eval',
      '--json',
      `path:${flake}#${attribute}`,
      ...override,
      ...(apply === undefined ? [] : ['--apply', apply]),
    ];
    const { stdout, stderr } = await execa('nix', args, { env: { HOME: homedir(), ...testbed.env }, extendEnv: false });
    const value: unknown = JSON.parse(stdout);
    return { value, stderr };
  });
}
