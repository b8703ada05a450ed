import { join } from 'node:path';
import { renderFlake, renderModule, type ShellModel } from '@mkcross/composer';
import { isGenerated, type Files, type GeneratedFile } from '@mkcross/composer/node';

/**
 * What is generated for a project: flake.nix, or mkcross.nix where the project has a flake or devenv of its own. Who
 * once has mkcross.nix keeps it.
 */
export async function generatedFiles(files: Files, root: string, model: ShellModel): Promise<readonly GeneratedFile[]> {
  const isOurs = (path: string) => isGenerated(files, join(root, path));
  const isThere = (path: string) => files.exists(join(root, path));
  const hasOwnNix = (await isThere('devenv.nix')) || ((await isThere('flake.nix')) && !(await isOurs('flake.nix')));
  return hasOwnNix || (await isOurs('mkcross.nix'))
    ? [{ path: 'mkcross.nix', text: renderModule(model) }]
    : [{ path: 'flake.nix', text: renderFlake(model) }];
}

/** The three lines that make the outputs of a flake of mkcross.nix. */
export function usageOf(model: ShellModel): string {
  const [system = 'x86_64-linux'] = Object.keys(model.systems);
  const use = `import ./mkcross.nix { pkgs = nixpkgs.legacyPackages.${system}; }`;
  return `  mkcross = ${use}; # in a let
  devShells.${system} = mkcross.devShells;
  checks.${system} = mkcross.checks;
`;
}
