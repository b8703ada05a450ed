import process from 'node:process';
import { setUpShells } from '../set-up.ts';
import type { Shells } from '../testbed.ts';
import { chooseSource } from './choose-source.ts';
import { shellsOfNixpkgs } from './from-nixpkgs.ts';
import { lookAtMachine } from './look-at-machine.ts';

/** Shells for tests that ask nothing of the stand-in: over nixpkgs where Nix reaches it, else over the stand-in. */
export async function shellsHere(): Promise<Shells> {
  const source = chooseSource(await lookAtMachine(process.env));
  if (source.kind === 'none') throw new Error(source.needed);
  if (source.kind === 'nixpkgs') return shellsOfNixpkgs(process.env);
  return setUpShells('all', { next: () => undefined, detail: () => undefined });
}
