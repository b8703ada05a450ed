import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  archiveFormats,
  buildAndRun,
  develop,
  examplePrograms,
  exampleTargets,
  foreignNeeds,
  readBinary,
  setUp,
  type ExampleProgram,
  type Proof,
  type Testbed,
} from '@mkcross/testbed';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
let testbed: Testbed;
beforeAll(async () => {
  testbed = await setUp(() => undefined);
});

const formatOf = (target: string) => (target.includes('-windows-') ? 'COFF-x86-64' : 'elf64-x86-64');

describe.each(examplePrograms.map((program) => ({ name: basename(program.project), program })))(
  'the example $name, in one shell of its generated flake',
  ({ program }: { readonly program: ExampleProgram }) => {
    let proofs: readonly Proof[];

    beforeAll(async () => {
      await execa('node', [command, 'generate', '--check'], { cwd: program.project });
      proofs = await buildAndRun(testbed, program, exampleTargets);
    });

    it.each(exampleTargets)('builds for %s and runs there', (target) => {
      expect(proofs.find((proof) => proof.target === target)).toMatchObject({ ran: true, log: '' });
    });

    it('is static for musl: no interpreter, no needed library', async () => {
      const facts = await readBinary(join(program.project, 'target/x86_64-unknown-linux-musl/debug', program.name));
      expect(facts).toEqual({ format: 'elf', needed: [] });
    });

    it('imports only DLLs of Windows', async () => {
      const facts = await readBinary(
        join(program.project, 'target/x86_64-pc-windows-gnu/debug', `${program.name}.exe`),
      );
      expect(facts.format).toBe('pe');
      expect(facts.needed.length).toBeGreaterThan(0);
      expect(foreignNeeds(facts)).toEqual([]);
    });

    it.each(exampleTargets)('has only object files of %s in its C libraries', async (target) => {
      const folder = join(program.project, 'target', target, 'debug', 'build');
      const files = await readdir(folder, { recursive: true }).catch(() => []);
      for (const file of files.filter((name) => name.endsWith('.a'))) {
        if ((await stat(join(folder, file))).size > 8)
          expect([file, await archiveFormats(join(folder, file))]).toEqual([file, [formatOf(target)]]);
      }
    });
  },
);

describe('the tests of a Rust workspace', () => {
  it.each(exampleTargets)('pass for %s in the same shell', async (target) => {
    const project = examplePrograms.find(({ name }) => name === 'notes')?.project ?? '';
    const { exitCode, stdout } = await develop(testbed, { project, command: ['cargo', 'test', '--target', target] });
    expect(stdout).toMatch(/test result: ok\. 3 passed/);
    expect(exitCode).toBe(0);
  });
});

describe('what rust-toolchain.toml and the shells say', () => {
  const project = examplePrograms[0]?.project ?? '';
  const print = async (shell: string, folder?: string) => {
    const script =
      'printf "%s\\n" "$CARGO_BUILD_TARGET" "$CARGO_HOME" "$RUSTUP_HOME" "$WINEPREFIX" "${CC_x86_64_pc_windows_gnu-none}"';
    const entry = {
      project,
      shell,
      command: ['bash', '-c', script],
      ...(folder === undefined ? {} : { folder }),
    } as const;
    return (await develop(testbed, entry)).stdout.split('\n');
  };

  it('makes the first target the default, with homes in the project, from any of its folders', async () => {
    const [target, cargo, rustup, wine] = await print('default', join(project, 'src'));
    expect(target).toBe('x86_64-pc-windows-gnu');
    expect([cargo, rustup, wine]).toEqual([join(project, '.cargo'), join(project, '.rustup'), join(project, '.wine')]);
  });

  it('gives the shell of one target that target alone', async () => {
    const [target, , , , cc] = await print('x86_64-unknown-linux-musl');
    expect([target, cc]).toEqual(['x86_64-unknown-linux-musl', 'none']);
  });

  it('installs for the host with "cargo host"', async () => {
    const { stdout } = await develop(testbed, { project, command: ['cargo', 'host', 'run', '--quiet'] });
    expect(stdout).toBe('Hello, world!');
  });
});
