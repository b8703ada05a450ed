import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { develop, setUp } from '@mkcross/testbed';

const testbed = await setUp(() => undefined);
const claims = fileURLToPath(new URL('../nixpkgs/claims.nix', import.meta.url));
const page = fileURLToPath(new URL('../../../docs/nixpkgs.md', import.meta.url));
const rowsOf = (text: string) => text.split('\n').filter((line) => line.startsWith('| `'));

let project: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'mkcross-claims-'));
  // Of a flake's folder, only some files are copied.
  await cp(claims, join(project, 'mkcross', 'claims.nix'));
  await writeFile(
    join(project, 'flake.nix'),
    `{ outputs = { nixpkgs, ... }: let
    pkgs = nixpkgs.legacyPackages.x86_64-linux;
    given = import ./mkcross/claims.nix pkgs;
  in { devShells.x86_64-linux.default = pkgs.mkShell { env = { inherit (given) files table; }; }; }; }
`,
  );
});
afterAll(() => rm(project, { recursive: true, force: true }));

async function inShell(script: string): Promise<string> {
  const { stdout } = await develop(testbed, { project, command: ['bash', '-c', script] });
  return stdout;
}

describe('what the stand-in claims of nixpkgs', () => {
  it('is so in it: attributes, outputs, prefixes and files', async () => {
    const rows = rowsOf(await inShell('echo "$table"'));
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((row) => !row.endsWith('| yes |'))).toEqual([]);
    const missing =
      'count=0; for file in $files; do count=$((count + 1)); [ -e "$file" ] || echo "$file"; done; echo "$count"';
    expect(Number(await inShell(missing))).toBeGreaterThan(10);
  });

  it('is the table of the docs, with which real package code agreed', async () => {
    const words = (row: string) => row.replaceAll(/\s+/g, ' ');
    const documented = rowsOf(await readFile(page, 'utf8')).map(words);
    expect(documented).toEqual(rowsOf(await inShell('echo "$table"')).map(words));
  });
});
