import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { withFlakeFolder } from './flake-folder.ts';
import type { Outcome } from './develop.ts';
import type { Testbed } from './testbed.ts';

/** The stand-in for flake-parts: a folder that is a flake. */
export const flakeParts: string = fileURLToPath(new URL('../flake-parts', import.meta.url));

/**
 * Runs `nix flake check` on a project's flake over the testbed: its shells are evaluated, its checks built. `inputs` are
 * flake inputs beside nixpkgs, by name.
 */
export async function flakeCheck(
  testbed: Testbed,
  project: string,
  nixpkgs: 'new' | 'old' = 'new',
  inputs: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  return withFlakeFolder(project, async (flake) => {
    const folders = Object.entries(inputs).map(([input, folder]) => [input, `path:${folder}`] as const);
    const override = [['nixpkgs', testbed.nixpkgs[nixpkgs]] as const, ...folders].flatMap(([input, reference]) => [
      '--override-input',
      input,
      reference,
    ]);
    const result = await execa('nix', ['flake', 'check', `path:${flake}`, '--print-build-logs', ...override], {
      env: { HOME: homedir(), ...testbed.env },
      extendEnv: false,
      reject: false,
    });
    return { exitCode: result.exitCode ?? 128, stdout: result.stdout, stderr: result.stderr };
  });
}
