import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  buildAndRun,
  copyExample,
  examplePrograms,
  flakeCheck,
  setUp,
  withNixOf,
  type Testbed,
} from '@mkcross/testbed';
import { execa } from 'execa';
import { goldenCases, writeProject } from './golden-cases.ts';

const testbed = await setUp(() => undefined);
const newer: readonly Testbed[] = [
  await withNixOf('trixie', testbed, () => undefined),
  await withNixOf('sid', testbed, () => undefined),
];
const versioned = await Promise.all(
  [testbed, ...newer].map(async (one) => ({ version: (await nix(one, ['--version'])).stdout, one })),
);
const cases = await goldenCases();
const golden = await mkdtemp(join(tmpdir(), 'mkcross-golden-'));
const projectOf = (name: string) => join(golden, 'cases', name);

/** A flake of all golden projects together: it evaluates them in one run of Nix, which takes as long as one of them. */
const together = fileURLToPath(new URL('golden-flake/flake.nix', import.meta.url));

beforeAll(async () => {
  await copyFile(together, join(golden, 'flake.nix'));
  for (const one of cases) await writeProject(one, projectOf(one.name));
});
afterAll(() => rm(golden, { recursive: true, force: true }));

function nix({ env }: Testbed, args: readonly string[]) {
  return execa('nix', args, { env: { HOME: homedir(), ...env }, extendEnv: false });
}

const over = (input: string, reference: string) => ['--override-input', input, reference];

/** Every path of a text value in nested objects, with the value. */
function leaves(value: unknown, path = ''): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}/${key}`));
}

describe('the versions of Nix that users have', () => {
  it('are that of Debian 12, one since 2.26 and one since 2.34', () => {
    const numbers = versioned.map(({ version }) => Number(/ 2\.(\d+)/.exec(version)?.[1]));
    expect(numbers[0]).toBe(8);
    expect(numbers[1]).toBeGreaterThanOrEqual(26);
    expect(numbers[2]).toBeGreaterThanOrEqual(34);
  });

  it('evaluate every shell and check of every golden project to the same derivations, on old and new nixpkgs', async () => {
    const { old, new: current } = testbed.nixpkgs;
    const args = ['eval', '--json', `path:${golden}#derivations`, ...over('old', old), ...over('new', current)];
    const [first = [], ...others] = await Promise.all(
      versioned.map(async ({ one }) => leaves(JSON.parse((await nix(one, args)).stdout))),
    );
    for (const { name } of cases)
      for (const nixpkgs of ['old', 'new'])
        expect(first.filter(([path]) => path.startsWith(`/${nixpkgs}/${name}/devShells/`))).not.toHaveLength(0);
    // Only a system that nixpkgs itself no longer has may have none.
    const without = first.filter(([, value]) => !String(value).startsWith('/nix/store/'));
    expect(without.filter(([path]) => !path.includes('/x86_64-darwin/'))).toEqual([]);
    for (const other of others) expect(other).toEqual(first);
  });
});

describe.each(versioned)('$version', ({ one }) => {
  // Nix 2.8 asks for the shells of every system, and nixpkgs no longer has x86_64-darwin.
  const mayHave = cases.filter(({ name }) => one !== testbed || name !== 'four-systems');

  it.each(mayHave)('shows and checks the flake: $name', async ({ name }) => {
    const flake = [`path:${projectOf(name)}`, ...over('nixpkgs', testbed.nixpkgs.new)];
    const shown = await nix(one, ['flake', 'show', '--json', ...flake]);
    expect(JSON.parse(shown.stdout)).toHaveProperty('devShells');
    const { stderr } = await nix(one, ['flake', 'check', '--no-build', ...flake]);
    expect(stderr).not.toMatch(/error:|deprecated|renamed|unknown flake output/);
  });
});

describe.each(versioned.slice(1))('in a shell of $version', ({ one }) => {
  it.each(['c-make', 'hello-rust'])('the programs of an example are built and run: %s', async (name) => {
    const program = examplePrograms.find(({ project }) => basename(project) === name);
    if (program === undefined) throw new Error(`there is no example "${name}"`);
    const project = await mkdtemp(join(tmpdir(), 'mkcross-nix-'));
    await copyExample(name, project);
    try {
      const proofs = await buildAndRun(one, project, [program]);
      expect(proofs.map(({ target, ran, log }) => [target, ran, log])).toEqual(
        program.targets.map((target) => [target, true, '']),
      );
    } finally {
      await rm(project, { recursive: true, force: true, maxRetries: 20 });
    }
  });

  it('the checks of an example are built and pass', async () => {
    const { exitCode, stderr } = await flakeCheck(
      one,
      fileURLToPath(new URL('../../../examples/c-make', import.meta.url)),
    );
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
  });
});
