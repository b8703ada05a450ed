import { homedir } from 'node:os';
import { execa } from 'execa';
import { withFlakeFolder } from './flake-folder.ts';
import type { Outcome } from './develop.ts';
import type { Testbed } from './testbed.ts';

/** Runs `nix flake check` on a project's flake over the testbed: its shells are evaluated, its checks built. */
export async function flakeCheck(testbed: Testbed, project: string, nixpkgs: 'new' | 'old' = 'new'): Promise<Outcome> {
  return withFlakeFolder(project, async (flake) => {
    const override = ['--override-input', 'nixpkgs', `path:${testbed.nixpkgs[nixpkgs]}`];
    const result = await execa('nix', ['flake', 'check', `path:${flake}`, '--print-build-logs', ...override], {
      env: { HOME: homedir(), ...testbed.env },
      extendEnv: false,
      reject: false,
    });
    return { exitCode: result.exitCode ?? 128, stdout: result.stdout, stderr: result.stderr };
  });
}
