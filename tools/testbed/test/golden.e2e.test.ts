import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluate, setUp } from '@mkcross/testbed';
import { execa } from 'execa';
import { goldenCases, writeProject, type GoldenCase } from './golden-cases.ts';

const testbed = await setUp(() => undefined);
const cases = await goldenCases();
const windows = 'x86_64-pc-windows-gnu';
const musl = 'x86_64-unknown-linux-musl';
const storePath = 'set: builtins.mapAttrs (_: one: builtins.substring 0 11 one.drvPath) set';

/** Gives `use` a folder with a case's project as it is after "mkcross generate". */
async function withProject(golden: GoldenCase, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mkcross-golden-'));
  try {
    await writeProject(golden, folder);
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function caseNamed(name: string): GoldenCase {
  const golden = cases.find((one) => one.name === name);
  if (golden === undefined) throw new Error(`there is no golden case "${name}"`);
  return golden;
}

async function nixFiles(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder, { recursive: true });
  return files.filter((file) => file.endsWith('.nix')).map((file) => join(folder, file));
}

describe('the files of every golden case, read by Nix', () => {
  it.each(cases)('$name: nixfmt, deadnix and Nix’s parser find nothing', async (golden) => {
    await withProject(golden, async (folder) => {
      const files = await nixFiles(folder);
      expect(files).toContain(join(folder, 'mkcross', 'default.nix'));
      await execa(testbed.linters.nixfmt, ['--check', ...files]);
      await execa(testbed.linters.deadnix, ['--fail', ...files]);
      await execa('nix-instantiate', ['--parse', ...files], { env: { NIX_CONFIG: testbed.env['NIX_CONFIG'] } });
    });
  });

  // A Mac is asked for its own shells below.
  it.each(cases.filter(({ name }) => name !== 'zig-darwin'))(
    '$name: every shell and check can be evaluated, on old and new nixpkgs, and nothing warns',
    async (golden) => {
      await withProject(golden, async (folder) => {
        for (const nixpkgs of ['old', 'new'] as const) {
          const shells = await evaluate(testbed, folder, 'devShells.x86_64-linux', storePath, nixpkgs);
          expect(shells.value).toMatchObject({ default: '/nix/store/' });
          const checks = await evaluate(testbed, folder, 'checks.x86_64-linux', storePath, nixpkgs);
          expect(JSON.stringify(checks.value)).toMatch(/^{("[^"]+":"\/nix\/store\/",?)*}$/);
          expect(`${shells.stderr}${checks.stderr}`).not.toMatch(/deprecated|renamed/);
        }
      });
    },
  );
});

describe('a machine that Wine is not for', () => {
  it.each(['two-systems', 'zig-two-systems'])('has shells and checks all the same: %s', async (name) => {
    await withProject(caseNamed(name), async (folder) => {
      for (const nixpkgs of ['old', 'new'] as const)
        for (const output of ['devShells', 'checks']) {
          const { value } = await evaluate(testbed, folder, `${output}.aarch64-linux`, storePath, nixpkgs);
          expect(value).toMatchObject({ [windows]: '/nix/store/' });
        }
    });
  });
});

describe.each(['old', 'new'] as const)('a Mac, on %s nixpkgs', (nixpkgs) => {
  const builtOn = 'set: builtins.mapAttrs (_: one: builtins.seq one.drvPath one.drvAttrs.system) set';

  // nixpkgs 26.11 has no x86_64-darwin.
  const machines = [
    ['aarch64-darwin', 'aarch64-apple-darwin'],
    ...(nixpkgs === 'old' ? [['x86_64-darwin', 'x86_64-apple-darwin'] as const] : []),
  ] as const;
  it.each(machines)('has the shells and checks of all plugins that are for it: %s', async (system, host) => {
    await withProject(caseNamed('four-systems'), async (folder) => {
      const shells = await evaluate(testbed, folder, `devShells.${system}`, builtOn, nixpkgs);
      expect(shells.value).toEqual({ default: system, [windows]: system, [musl]: system });
      const variable = `set: set.default.drvAttrs.CC_${host.replaceAll('-', '_')}`;
      const compiler = await evaluate(testbed, folder, `devShells.${system}`, variable, nixpkgs);
      expect(compiler.value).toMatch(new RegExp(`/bin/${host}-cc$`));
      const checks = await evaluate(testbed, folder, `checks.${system}`, builtOn, nixpkgs);
      expect(checks.value).toEqual({ [windows]: system, [musl]: system });
    });
  });

  it('has the shells of zig alone', async () => {
    await withProject(caseNamed('zig-darwin'), async (folder) => {
      const { value } = await evaluate(testbed, folder, 'devShells.aarch64-darwin', builtOn, nixpkgs);
      expect(value).toEqual({ default: 'aarch64-darwin', [windows]: 'aarch64-darwin', [musl]: 'aarch64-darwin' });
    });
  });
});

describe('the folder in a flake of the project’s own', () => {
  const flake = `{
  outputs =
    { nixpkgs, ... }:
    {
      whole = import ./mkcross { pkgs = nixpkgs.legacyPackages.x86_64-linux; };
    };
}
`;

  it.each(['everything', 'mingw-wine', 'user-env'])('gives shells, checks and devenv’s options: %s', async (name) => {
    await withProject(caseNamed(name), async (folder) => {
      await writeFile(join(folder, 'flake.nix'), flake);
      const { value } = await evaluate(
        testbed,
        folder,
        'whole',
        'whole: { names = builtins.attrNames whole; hook = builtins.isString whole.devenv.enterShell; env = builtins.isAttrs whole.devenv.env; packages = builtins.length whole.devenv.packages > 0; shell = builtins.substring 0 11 whole.devShells.default.drvPath; }',
      );
      expect(value).toEqual({
        names: ['checks', 'devShells', 'devenv'],
        hook: true,
        env: true,
        packages: true,
        shell: '/nix/store/',
      });
    });
  });
});
