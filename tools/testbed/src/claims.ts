import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

/** The Nix function that holds the stand-in's claims against a package set. */
const claimsFile = fileURLToPath(new URL('../nixpkgs/claims.nix', import.meta.url));

/** The page of docs that says whether the packages of a flake in the shape of nixpkgs are as the stand-in claims; nothing is built. */
export async function claimsPage(flake: string, nix: readonly string[] = []): Promise<string> {
  const claims = await readFile(claimsFile, 'utf8');
  const apply = `pkgs: let given = (${claims}) pkgs; in "nixpkgs \${given.version} was evaluated.\\n\\n${head}\${given.table}"`;
  const args = [...nix, 'eval', '--raw', `path:${flake}#legacyPackages.x86_64-linux`, '--apply', apply];
  const { stdout } = await execa('nix', args);
  return `${intro}${stdout}\n`;
}

const intro = `# What the testbed claims of nixpkgs

For those who change \`tools/testbed/nixpkgs\`. The claims are in its claims.nix. End-to-end tests hold the stand-in to all of them. Real
package code is held to them by \`node tools/testbed/dist/main.js claims FLAKE\`, which builds nothing, so that files are not looked at, and
writes this page. `;
const head = '| attribute | outputs | files | agrees |\\n| --- | --- | --- | --- |\\n';
