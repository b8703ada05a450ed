import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  archiveFormats,
  buildAndRun,
  develop,
  examplePrograms,
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

const formatOf = (target: string) =>
  target.includes('-windows-') ? 'COFF-x86-64' : target.startsWith('aarch64-') ? 'elf64-littleaarch64' : 'elf64-x86-64';

/** Where an example's builds leave archives of object files of a target. */
const objectFolders = (target: string) => [join('target', target, 'debug', 'build'), join('build', target)];

describe.each(
  examplePrograms.map((program) => ({
    name: `${basename(program.project)}: ${basename(program.binary('x86_64-unknown-linux-musl'))}`,
    program,
  })),
)('the example $name, in one shell of its generated flake', ({ program }: { readonly program: ExampleProgram }) => {
  const { project, targets, binary } = program;
  let proofs: readonly Proof[];

  beforeAll(async () => {
    await execa('node', [command, 'generate', '--check'], { cwd: project });
    proofs = await buildAndRun(testbed, program);
  });

  it.each(targets)('builds for %s and runs there', (target) => {
    expect(proofs.find((proof) => proof.target === target)).toMatchObject({ ran: true, log: '' });
  });

  it('is static for musl: no interpreter, no needed library', async () => {
    for (const target of targets.filter((one) => one.endsWith('-musl')))
      expect(await readBinary(join(project, binary(target)))).toEqual({ format: 'elf', needed: [] });
  });

  it('imports only DLLs of Windows', async () => {
    const facts = await readBinary(join(project, binary('x86_64-pc-windows-gnu')));
    expect(facts.format).toBe('pe');
    expect(facts.needed.length).toBeGreaterThan(0);
    expect(foreignNeeds(facts)).toEqual([]);
  });

  it.each(targets)('has only object files of %s in its C libraries', async (target) => {
    for (const folder of objectFolders(target).map((one) => join(project, one))) {
      const files = await readdir(folder, { recursive: true }).catch(() => []);
      for (const file of files.filter((name) => name.endsWith('.a')))
        // Meson's are thin: lists of paths.
        if ((await stat(join(folder, file))).size > 8 && !(await isThin(join(folder, file))))
          expect([file, await archiveFormats(join(folder, file))]).toEqual([file, [formatOf(target)]]);
    }
  });
});

const isThin = async (path: string) => (await readFile(path)).subarray(0, 7).toString() === '!<thin>';

describe('the tests of a Rust workspace', () => {
  const workspace = examplePrograms.find(({ project }) => basename(project) === 'rust-workspace');
  it.each(workspace?.targets ?? [])('pass for %s in the same shell', async (target) => {
    const project = workspace?.project ?? '';
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

describe('several languages in one repository', () => {
  const project = examplePrograms.find((program) => basename(program.project) === 'polyglot')?.project ?? '';

  it('are built for two targets at the same time, each with object files of its own', async () => {
    await develop(testbed, { project, command: ['bash', '-c', 'rm -rf build target/x86_64-*'] });
    const both = './build.sh x86_64-unknown-linux-musl & ./build.sh x86_64-pc-windows-gnu & wait -n && wait -n';
    const { exitCode, stdout, stderr } = await develop(testbed, { project, command: ['bash', '-c', both] });
    expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, '']);
    const built = stdout.split('\n').toSorted();
    expect(built).toHaveLength(6);
    for (const path of built) {
      const facts = await readBinary(path);
      expect([path, facts.format, foreignNeeds(facts)]).toEqual([path, path.endsWith('.exe') ? 'pe' : 'elf', []]);
    }
  });
});

describe('a second build', () => {
  const project = examplePrograms.find((program) => basename(program.project) === 'cpp-cmake')?.project ?? '';

  it('of which one C file changed compiles one file, in a shell entered anew after mkcross generate', async () => {
    const configure =
      'x86_64-pc-windows-gnu-cmake -S . -B build/second -G Ninja >/dev/null && cmake --build build/second';
    const first = await develop(testbed, { project, command: ['bash', '-c', `rm -rf build/second; ${configure}`] });
    expect(first.exitCode).toBe(0);
    await execa('node', [command, 'generate'], { cwd: project });
    const second = await develop(testbed, {
      project,
      command: ['bash', '-c', `touch vendor/tally/tally.c; ${configure}`],
    });
    expect(second.stdout.match(/Building C(XX)? object/g)).toHaveLength(1);
  });
});
