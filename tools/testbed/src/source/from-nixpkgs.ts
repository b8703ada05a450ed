import { execa } from 'execa';
import { nixFeatures, nixpkgsReference } from './look-at-machine.ts';
import type { Shells } from '../testbed.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The shells as users enter them: nixpkgs itself, and the machine's own rustup and settings. */
export async function shellsOfNixpkgs(machine: Environment): Promise<Shells> {
  const current = await nixpkgsReference(machine);
  if (current === undefined) throw new Error('Nix cannot fetch the flake `nixpkgs`.');
  const given = Object.entries(machine).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const env = { ...Object.fromEntries(given), NIX_CONFIG: [machine['NIX_CONFIG'] ?? '', nixFeatures].join('\n') };
  const binutils = `${current}#binutils-unwrapped-all-targets`;
  const { stdout: PATH } = await execa('nix', ['shell', binutils, '--command', 'sh', '-c', 'printf %s "$PATH"'], {
    env,
    extendEnv: false,
  });
  return {
    nixpkgs: { old: 'github:NixOS/nixpkgs/nixos-24.11', new: current },
    env,
    readers: { ...env, PATH },
  };
}
