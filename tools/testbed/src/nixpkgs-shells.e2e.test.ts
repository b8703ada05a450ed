import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { evaluate, setUp } from '@mkcross/testbed';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const testbed = await setUp(() => undefined);
const musl = 'x86_64-unknown-linux-musl';
const windows = 'x86_64-pc-windows-gnu';

let project: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'mkcross-nixpkgs-shells-'));
});
afterEach(() => rm(project, { recursive: true, force: true }));

const config = `plugins = ["rust-musl", "rust-mingw", "wine"]\ntargets = ["${windows}", "${musl}"]\n`;

/** Generates the folder, for a flake with a package set that is changed by a Nix expression of `given`. */
async function generate(pkgs: string) {
  await writeFile(join(project, 'mkcross.toml'), config);
  await writeFile(
    join(project, 'rust-toolchain.toml'),
    `[toolchain]\nchannel = "stable"\ntargets = ["${windows}", "${musl}"]\n`,
  );
  await writeFile(
    join(project, 'flake.nix'),
    `{
  inputs.nixpkgs.url = "nixpkgs";
  outputs = { nixpkgs, ... }: let
    given = nixpkgs.legacyPackages.x86_64-linux;
  in (import ./mkcross { system = "x86_64-linux"; pkgs = ${pkgs}; });
}
`,
  );
  await execa('node', [command, 'generate'], { cwd: project });
}

const gone = (name: string) => `throw "${name} is evaluated"`;
const without = (sets: string) => `given // { pkgsCross = given.pkgsCross // { ${sets} }; }`;

describe('a shell of one target evaluates nothing of another', () => {
  it('no Wine and no compiler for Windows for musl', async () => {
    const sets = `mingw-msvcrt-x86_64 = ${gone('mingw')}; mingwW64 = ${gone('mingw')};`;
    await generate(`${without(sets)} // { wineWow64Packages = ${gone('Wine')}; }`);
    const { value } = await evaluate(testbed, project, `devShells.${musl}.drvPath`);
    expect(value).toMatch(/mkcross-.*\.drv$/);
    await expect(evaluate(testbed, project, `devShells.${windows}.drvPath`)).rejects.toThrow(
      /(mingw|Wine) is evaluated/,
    );
  });

  it('no compiler for musl for Windows', async () => {
    await generate(without(`musl64 = ${gone('musl')};`));
    const { value } = await evaluate(testbed, project, `devShells.${windows}.drvPath`);
    expect(value).toMatch(/mkcross-.*\.drv$/);
  });
});

it('a nixos-unstable whose version is newer than its name for pthreads has the right pthreads', async () => {
  await generate('given // { lib = given.lib // { version = "25.11.20250701.30e2e28"; }; }');
  const compiler = `devShells.${windows}.CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUSTFLAGS`;
  const { value } = await evaluate(testbed, project, compiler, undefined, 'old');
  expect(value).toMatch(/-pthreads\/lib/);
  expect(value).not.toMatch(/pthreads-w32/);
});

it.each([
  ['24.05.20240601.abcdef0', '24.05', true],
  ['24.11.20250101.dirty', '24.11', false],
  ['26.05pre-git', '26.05', false],
  ['26.11.20260808.9c8533e', '26.11', false],
  ['27.05pre-git', '27.05', true],
] as const)(
  'nixpkgs %s is %s; that plugins are not known to work with it is said: %s',
  async (version, release, unknown) => {
    await generate(`given // { lib = given.lib // { version = "${version}"; }; }`);
    for (const shell of ['default', musl]) {
      const { value, stderr } = await evaluate(testbed, project, `devShells.${shell}.drvPath`);
      expect(value).toMatch(/\.drv$/);
      const message = `warning: mkcross: nixpkgs ${release} is not one of 24.11 to 26.11, with which these plugins are known to work: `;
      if (unknown)
        expect(stderr).toContain(`${message}rust, rust-mingw, rust-musl, wine. Update the plugins, or pin one`);
      else expect(stderr).not.toContain('mkcross:');
    }
  },
);

it('a rust-toolchain.toml that git does not track is named, with the command that adds it', async () => {
  await generate('given');
  // Without targets of its own, mkcross.toml leaves them to rust-toolchain.toml.
  await writeFile(join(project, 'mkcross.toml'), 'plugins = ["rust-musl", "rust-mingw"]\n');
  await execa('node', [command, 'generate'], { cwd: project });
  const git = (...args: readonly string[]) => execa('git', args, { cwd: project });
  await git('init', '--quiet');
  await git('add', 'flake.nix', 'mkcross', 'mkcross.toml');
  const entering = () =>
    execa(
      'nix',
      ['eval', `git+file://${project}#devShells.default.drvPath`, '--override-input', 'nixpkgs', testbed.nixpkgs.new],
      { env: { HOME: homedir(), ...testbed.env }, extendEnv: false },
    );
  await expect(entering()).rejects.toThrow(/git does not track it: git add rust-toolchain\.toml/);
  await git('add', 'rust-toolchain.toml');
  expect((await entering()).stdout).toMatch(/mkcross-all\.drv/);
});

it('names of shells and checks are known without nixpkgs', async () => {
  await generate(gone('nixpkgs'));
  for (const attribute of ['devShells', 'checks']) {
    const { value } = await evaluate(testbed, project, attribute, 'builtins.attrNames');
    expect(value).toContain(musl);
  }
});

it('the new shape has no x86_64-darwin, as nixpkgs of 26.11', async () => {
  await generate('given');
  await writeFile(
    join(project, 'flake.nix'),
    '{ outputs = { nixpkgs, ... }: { cc = nixpkgs.legacyPackages.x86_64-darwin.stdenv.cc.targetPrefix; }; }',
  );
  await expect(evaluate(testbed, project, 'cc')).rejects.toThrow(/has dropped support for x86_64-darwin/);
  expect((await evaluate(testbed, project, 'cc', undefined, 'old')).value).toBe('');
});
