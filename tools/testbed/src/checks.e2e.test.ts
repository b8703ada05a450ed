import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { evaluate, flakeCheck, flakeParts, setUp } from '@mkcross/testbed';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const testbed = await setUp(() => undefined);

let project: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'mkcross-checks-'));
});
afterEach(() => rm(project, { recursive: true, force: true }));

const targets = 'targets = ["x86_64-pc-windows-gnu", "x86_64-unknown-linux-musl"]';
const everything = `plugins = ["rust", "rust-musl", "rust-mingw", "wine", "zig", "zig-cc"]\n${targets}\n`;

async function generate(config: string, flake?: string) {
  await writeFile(join(project, 'mkcross.toml'), config);
  if (flake !== undefined) await writeFile(join(project, 'flake.nix'), flake);
  await execa('node', [command, 'generate'], { cwd: project });
}

/** A flake of the user's own that uses the folder mkcross, with a package set that they have changed. */
const ownFlake = (pkgs: string) => `{
  inputs.nixpkgs.url = "nixpkgs";
  outputs = { nixpkgs, ... }: let
    given = nixpkgs.legacyPackages.x86_64-linux;
    mkcross = import ./mkcross { pkgs = ${pkgs}; };
  in {
    devShells.x86_64-linux = mkcross.devShells;
    checks.x86_64-linux = mkcross.checks;
  };
}
`;

/** The same without shells. */
const checksAlone = (pkgs: string) => ownFlake(pkgs).replace(/^ *devShells.*\n/m, '');

/** A package set whose builders cannot have a home folder. */
const homeless = `given // {
  runCommand = name: attrs: script: given.runCommand name attrs
    (builtins.replaceStrings [ "export HOME=$TMPDIR" ] [ "export" ] script);
}`;

/** A package set whose compiler for musl is the host's, under the name of musl's. */
const lying = `given // {
  pkgsCross = given.pkgsCross // {
    musl64 = given.pkgsCross.musl64 // {
      stdenv = given.pkgsCross.musl64.stdenv // {
        cc = given.pkgsCross.musl64.stdenv.cc // {
          outPath = given.writeShellScriptBin "x86_64-unknown-linux-musl-gcc" ''
            PATH=/usr/bin exec /usr/bin/gcc "''\${@/-static/-O0}"
          '';
        };
      };
    };
  };
}`;

describe('nix flake check, without mkcross or Node', () => {
  it.each(['new', 'old'] as const)('proves every target of every plugin, on %s nixpkgs', async (nixpkgs) => {
    await generate(everything);
    const { exitCode, stderr } = await flakeCheck(testbed, project, nixpkgs);
    expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, '']);
  });

  it('does so from the folder mkcross in a flake of the user’s own', async () => {
    await generate(everything, ownFlake('given'));
    const { exitCode, stderr } = await flakeCheck(testbed, project);
    expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, '']);
  });

  it('does so through flake-parts, from the example', async () => {
    const example = fileURLToPath(new URL('../../../examples/flake-parts', import.meta.url));
    await execa('node', [command, 'generate', '--check'], { cwd: example });
    const { exitCode, stderr } = await flakeCheck(testbed, example, 'new', { 'flake-parts': flakeParts });
    expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, '']);
  });

  it('does so with zig whose cache is empty, as it is in every builder', async () => {
    // Where tests have it begin with C libraries, they would take minutes.
    const cold =
      'given // { runCommand = name: attrs: script: given.runCommand name (attrs // { STAND_IN_COLD = "1"; }) script; }';
    await generate('plugins = ["zig"]\ntargets = ["x86_64-unknown-linux-musl"]\n', ownFlake(cold));
    const { exitCode, stderr } = await flakeCheck(testbed, project);
    expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, '']);
  });

  it('has nowhere to put a cache but where the check makes one', async () => {
    await generate('plugins = ["zig"]\ntargets = ["x86_64-unknown-linux-musl"]\n', ownFlake(homeless));
    const { exitCode, stderr } = await flakeCheck(testbed, project);
    expect(stderr).toMatch(/NotDir|unable to (create|open) global cache/);
    expect(exitCode).not.toBe(0);
  });

  it('leaves out a target with check = false, and fetches no Wine for it', async () => {
    const windows = 'x86_64-pc-windows-gnu';
    const noWine = 'given // { wineWow64Packages = throw "Wine is fetched"; }';
    const config = 'plugins = ["rust-mingw", "rust-musl", "wine"]\n' + `${targets}\n[target.${windows}]\n`;
    await generate(config, checksAlone(noWine));
    expect((await flakeCheck(testbed, project)).stderr).toMatch(/Wine is fetched/);
    await generate(`${config}check = false\n`, checksAlone(noWine));
    const { exitCode, stderr } = await flakeCheck(testbed, project);
    expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, '']);
    const { value } = await evaluate(testbed, project, 'checks.x86_64-linux', 'builtins.attrNames');
    expect(value).toEqual(['x86_64-unknown-linux-musl']);
  });

  it('fails where a compiler lies: it says musl and static, and links to glibc', async () => {
    await generate('plugins = ["rust-musl"]\ntargets = ["x86_64-unknown-linux-musl"]\n', ownFlake(lying));
    const { exitCode, stderr } = await flakeCheck(testbed, project);
    expect(stderr).toMatch(/hello has libc "glibc", not "musl"/);
    expect(exitCode).not.toBe(0);
  });
});
