import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { isThere } from '../cache.ts';
import type { Machine } from './choose-source.ts';

/** Nix as users of flakes have set it up. */
export const nixFeatures = 'extra-experimental-features = nix-command flakes';

type Environment = Readonly<Record<string, string | undefined>>;

/** Looks at what the machine has, with one request to the network if it has Nix and may use nixpkgs. */
export async function lookAtMachine(env: Environment): Promise<Machine> {
  const [hasNix, hasApt, hasRustup] = await Promise.all(
    ['nix', 'apt-get', 'rustup'].map((name) => isOnPath(name, env)),
  );
  const asked = env['MKCROSS_TESTBED'];
  return {
    hasNix: hasNix === true,
    reachesNixpkgs: hasNix === true && asked !== 'stand-in' && (await nixpkgsReference(env)) !== undefined,
    hasApt: hasApt === true,
    hasRustup: hasRustup === true,
    asked,
  };
}

/** The flake that the registry names nixpkgs, at its present revision, if Nix can fetch it. */
export async function nixpkgsReference(env: Environment): Promise<string | undefined> {
  const { exitCode, stdout } = await execa('nix', ['flake', 'metadata', 'nixpkgs', '--json'], {
    env: { ...env, NIX_CONFIG: [env['NIX_CONFIG'] ?? '', nixFeatures, 'connect-timeout = 5'].join('\n') },
    extendEnv: false,
    reject: false,
  });
  if (exitCode !== 0) return undefined;
  const metadata: unknown = JSON.parse(stdout);
  const url: unknown = typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'url') : undefined;
  return typeof url === 'string' ? url : undefined;
}

async function isOnPath(name: string, env: Environment): Promise<boolean> {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const there = await Promise.all(folders.map((folder) => isThere(join(folder, name))));
  return there.includes(true);
}
