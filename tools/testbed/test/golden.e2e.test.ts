import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { evaluate, setUp } from '@mkcross/testbed';
import { execa } from 'execa';
import { goldenCases, moduleOf } from './golden-cases.ts';

const testbed = await setUp(() => undefined);
const cases = await goldenCases();

describe('mkcross.nix of every golden case, read by Nix', () => {
  it.each(cases)('$name: nixfmt, deadnix and Nix’s parser find nothing', async (golden) => {
    const folder = await mkdtemp(join(tmpdir(), 'mkcross-module-'));
    const file = join(folder, 'mkcross.nix');
    try {
      await writeFile(file, moduleOf(golden));
      await execa(testbed.linters.nixfmt, ['--check', file]);
      await execa(testbed.linters.deadnix, ['--fail', file]);
      await execa('nix-instantiate', ['--parse', file], { env: { NIX_CONFIG: testbed.env['NIX_CONFIG'] } });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('a machine that Wine is not for', () => {
  const cases = ['two-systems', 'zig-two-systems'].map((name) => new URL(`golden/${name}/`, import.meta.url));

  it.each(cases.map((url) => fileURLToPath(url)))('has shells and checks all the same: %s', async (folder) => {
    const paths = 'set: builtins.mapAttrs (_: one: builtins.substring 0 11 one.drvPath) set';
    for (const nixpkgs of ['old', 'new'] as const)
      for (const output of ['devShells', 'checks']) {
        const { value } = await evaluate(testbed, folder, `${output}.aarch64-linux`, paths, nixpkgs);
        expect(value).toMatchObject({ 'x86_64-pc-windows-gnu': '/nix/store/' });
      }
  });
});

describe.each(['old', 'new'] as const)('a Mac, on %s nixpkgs', (nixpkgs) => {
  const builtOn = 'set: builtins.mapAttrs (_: one: builtins.seq one.drvPath one.drvAttrs.system) set';
  const windows = 'x86_64-pc-windows-gnu';
  const musl = 'x86_64-unknown-linux-musl';

  it.each([
    ['aarch64-darwin', 'aarch64-apple-darwin'],
    ['x86_64-darwin', 'x86_64-apple-darwin'],
  ])('has the shells and checks of all plugins that are for it: %s', async (system, host) => {
    const folder = fileURLToPath(new URL('golden/four-systems/', import.meta.url));
    const shells = await evaluate(testbed, folder, `devShells.${system}`, builtOn, nixpkgs);
    expect(shells.value).toEqual({ default: system, [windows]: system, [musl]: system });
    const variable = `set: set.default.drvAttrs.CC_${host.replaceAll('-', '_')}`;
    const compiler = await evaluate(testbed, folder, `devShells.${system}`, variable, nixpkgs);
    expect(compiler.value).toMatch(/\/bin\/cc$/);
    const checks = await evaluate(testbed, folder, `checks.${system}`, builtOn, nixpkgs);
    expect(checks.value).toEqual({ [windows]: system, [musl]: system });
  });

  it('has the shells of zig alone', async () => {
    const folder = fileURLToPath(new URL('golden/zig-darwin/', import.meta.url));
    const { value } = await evaluate(testbed, folder, 'devShells.aarch64-darwin', builtOn, nixpkgs);
    expect(value).toEqual({ default: 'aarch64-darwin', [windows]: 'aarch64-darwin', [musl]: 'aarch64-darwin' });
  });
});

describe('golden flakes, read by Nix', () => {
  it.each(cases)('$name: nixfmt, deadnix and Nix’s parser find nothing', async ({ folder }) => {
    const file = fileURLToPath(new URL('flake.nix', folder));
    await execa(testbed.linters.nixfmt, ['--check', file]);
    await execa(testbed.linters.deadnix, ['--fail', file]);
    await execa('nix-instantiate', ['--parse', file], {
      env: { NIX_CONFIG: testbed.env['NIX_CONFIG'] },
    });
  });

  // The stand-in has no zlib, no jq and no gcc for aarch64, and a Mac is asked for its own shells below.
  const elsewhere = ['libraries', 'musl-foreign', 'packages', 'zig-cc-libraries', 'zig-darwin'];
  it.each(cases.filter(({ name }) => !elsewhere.includes(name)))(
    '$name: every shell can be evaluated, on old and new nixpkgs, and nothing warns',
    async ({ folder }) => {
      for (const nixpkgs of ['old', 'new'] as const) {
        const names = 'shells: builtins.mapAttrs (_: shell: builtins.substring 0 11 shell.drvPath) shells';
        const { value, stderr } = await evaluate(
          testbed,
          fileURLToPath(folder),
          'devShells.x86_64-linux',
          names,
          nixpkgs,
        );
        expect(value).toMatchObject({ default: '/nix/store/' });
        expect(stderr).not.toMatch(/deprecated|renamed/);
      }
    },
  );
});
