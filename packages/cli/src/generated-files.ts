import { join } from 'node:path';
import { renderFlake, renderFolder, type ShellModel } from '@mkcross/composer';
import type { Files } from '@mkcross/composer/node';
import { compareFiles, isGenerated, staleFile, staleFiles, type FileState, type StaleFile } from '@mkcross/host/node';

/** What is generated for a project, against what is on disk. */
export interface ComparedFiles {
  readonly states: readonly FileState[];
  /** Files that mkcross generated earlier and does not generate for this configuration. */
  readonly stale: readonly StaleFile[];
  /** The file of the project, not generated, that has to import the folder. */
  readonly importedBy?: 'devenv.nix' | 'flake.nix';
}

/**
 * Compares what is generated with what is there: the folder mkcross, and flake.nix unless the project has its own or devenv.nix. A
 * generated mkcross.nix, which the folder replaces, is stale.
 */
export async function compareGenerated(files: Files, root: string, model: ShellModel): Promise<ComparedFiles> {
  const importedBy = await importingFile(files, root);
  const generated = [...(importedBy === undefined ? [renderFlake(model)] : []), ...renderFolder(model)];
  const stale = [
    ...(await staleFile(files, root, 'mkcross.nix', generated)),
    ...(await staleFiles(files, root, 'mkcross', generated)),
  ];
  const states = await compareFiles(files, root, generated);
  return { states, stale, ...(importedBy === undefined ? {} : { importedBy }) };
}

async function importingFile(files: Files, root: string): Promise<ComparedFiles['importedBy']> {
  const isThere = async (path: string) => (await files.kind(join(root, path))) !== undefined;
  if (await isThere('flake.nix')) return (await isGenerated(files, join(root, 'flake.nix'))) ? undefined : 'flake.nix';
  return (await isThere('devenv.nix')) ? 'devenv.nix' : undefined;
}

/** The lines that a project's own flake.nix or devenv.nix needs to have the shells. */
export function importLines(model: ShellModel, file: 'devenv.nix' | 'flake.nix'): string {
  const given = ['pkgs', ...Object.keys(model.flakes).toSorted()].join(' ');
  const imported = `import ./mkcross { inherit ${given}; }`;
  if (file === 'devenv.nix')
    return `Add this line to devenv.nix:

  inherit ((${imported}).devenv) enterShell env packages;
`;
  const [system = 'x86_64-linux'] = Object.keys(model.systems);
  return `Add these lines to the outputs of flake.nix, the first in a "let", where pkgs is ${packagesOf(model, system)}:

  mkcross = ${imported};
  devShells.${system} = mkcross.devShells;
  checks.${system} = mkcross.checks or { };
`;
}

/** The packages that the folder is called with. */
function packagesOf({ nixpkgs: { config, overlays } }: ShellModel, system: string): string {
  const hasSettings = config !== undefined || overlays !== undefined;
  return hasSettings
    ? `nixpkgs imported with what "npx mkcross plan --json" has under "nixpkgs"`
    : `nixpkgs.legacyPackages.${system}`;
}
