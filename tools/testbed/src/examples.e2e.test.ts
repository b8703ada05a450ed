import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  archiveFormats,
  buildAndRun,
  demo,
  develop,
  examplePrograms,
  foreignNeeds,
  readBinary,
  setUpShells,
  shellsHere,
  stepNames,
  verifyInShell,
  type ExampleProgram,
  type Proof,
  type Shells,
} from '@mkcross/testbed';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
let shells: Shells;
beforeAll(async () => {
  shells = await shellsHere();
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
    proofs = await buildAndRun(shells, project, [program]);
  });

  it.each(targets)('builds for %s and runs there', (target) => {
    expect(proofs.find((proof) => proof.target === target)).toMatchObject({ ran: true, log: '' });
  });

  it('is static for musl: no interpreter, no needed library', async () => {
    for (const target of targets.filter((one) => one.endsWith('-musl')))
      expect(await readBinary(join(project, binary(target)), shells.readers)).toEqual({ format: 'elf', needed: [] });
  });

  it('imports only DLLs of Windows', async () => {
    const facts = await readBinary(join(project, binary('x86_64-pc-windows-gnu')), shells.readers);
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
    const { exitCode, stdout } = await develop(shells, { project, command: ['cargo', 'test', '--target', target] });
    expect(stdout).toMatch(/test result: ok\. 3 passed/);
    expect(exitCode).toBe(0);
  });
});

describe.each([
  ['rust-workspace', 'crates/notes/src/main.rs', /^\S+ cargo: (build( tests)?|(check|run) (tests of bin )?notes)$/],
  ['polyglot', 'build.sh', /^\S+ verify\.build: build$/],
])('mkcross verify on the example %s, after it was built by hand', (example, source, again) => {
  const project = examplePrograms.find((program) => basename(program.project) === example)?.project ?? '';
  let state: string;
  beforeAll(async () => {
    state = await mkdtemp(join(tmpdir(), 'mkcross-verify-state-'));
  });
  afterAll(() => rm(state, { recursive: true, force: true }));

  it('proves every target', async () => {
    const report = await verifyInShell(shells, project, state);
    expect({ failed: stepNames(report, 'failed'), verdict: report.verdict }).toEqual({ failed: [], verdict: 'proven' });
    expect(report.targets.length).toBeGreaterThan(1);
    for (const { steps } of report.targets) expect(steps.map(({ kind }) => kind)).toContain('run');
  });

  it('does nothing again where nothing has changed', async () => {
    const { verdict, targets } = await verifyInShell(shells, project, state);
    expect(verdict).toBe('proven');
    expect(targets.flatMap(({ steps }) => steps).filter(({ status }) => status !== 'unchanged')).toEqual([]);
  });

  it('does again what depends on a source that was touched, and no fixture', async () => {
    await utimes(join(project, source), new Date(), new Date());
    const report = await verifyInShell(shells, project, state);
    const done = stepNames(report, 'passed');
    expect(done.length).toBeGreaterThanOrEqual(report.targets.length);
    expect(done.filter((name) => !again.test(name))).toEqual([]);
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
    return (await develop(shells, entry)).stdout.split('\n');
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
    const { stdout } = await develop(shells, { project, command: ['cargo', 'host', 'run', '--quiet'] });
    expect(stdout).toBe('Hello, world!');
  });
});

describe('several languages in one repository', () => {
  const project = examplePrograms.find((program) => basename(program.project) === 'polyglot')?.project ?? '';

  it('are built for two targets at the same time, each with object files of its own', async () => {
    await develop(shells, { project, command: ['bash', '-c', 'rm -rf build target/x86_64-*'] });
    const both = './build.sh x86_64-unknown-linux-musl & ./build.sh x86_64-pc-windows-gnu & wait -n && wait -n';
    const { exitCode, stdout, stderr } = await develop(shells, { project, command: ['bash', '-c', both] });
    expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, '']);
    const built = stdout.split('\n').toSorted();
    expect(built).toHaveLength(6);
    for (const path of built) {
      const facts = await readBinary(path, shells.readers);
      expect([path, facts.format, foreignNeeds(facts)]).toEqual([path, path.endsWith('.exe') ? 'pe' : 'elf', []]);
    }
  });
});

describe('a second build', () => {
  const project = examplePrograms.find((program) => basename(program.project) === 'cpp-cmake')?.project ?? '';

  it('of which one C file changed compiles one file, in a shell entered anew after mkcross generate', async () => {
    const configure =
      'x86_64-pc-windows-gnu-cmake -S . -B build/second -G Ninja >/dev/null && cmake --build build/second';
    const first = await develop(shells, { project, command: ['bash', '-c', `rm -rf build/second; ${configure}`] });
    expect(first.exitCode).toBe(0);
    await execa('node', [command, 'generate'], { cwd: project });
    const second = await develop(shells, {
      project,
      command: ['bash', '-c', `touch vendor/tally/tally.c; ${configure}`],
    });
    expect(second.stdout.match(/Building C(XX)? object/g)).toHaveLength(1);
  });
});

describe('npm run demo', () => {
  const quiet = { next: () => undefined, detail: () => undefined };
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'mkcross-demo-'));
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  /** Runs the demo, and gives what it printed and what it showed of its progress. */
  async function run(env: Readonly<Record<string, string | undefined>>) {
    const printed: string[] = [];
    const shown: string[] = [];
    const proven = await demo('first', {
      env,
      screen: { isTerminal: false, write: (text) => shown.push(text), elapsed: () => 0 },
      print: (line) => printed.push(line),
    });
    return { proven, printed: printed.join('\n'), shown: shown.join('') };
  }

  const rows = [
    /^x86_64-pc-windows-gnu +rust-workspace: notes\.exe +only DLLs of Windows +\d+\.\d MB +yes /m,
    /^x86_64-unknown-linux-musl +rust-workspace: notes +static +\d+\.\d MB +yes /m,
  ];

  it('proves Rust with C and C++ for Windows and musl over the stand-in', async () => {
    const { proven, printed, shown } = await run({ ...process.env, MKCROSS_TESTBED: 'stand-in' });
    expect(shown).toMatch(
      /^\[0:00\] 1\/5 Zig and Ninja from PyPI \(next: .*\)\n(\[.*\n){3}\[0:00\] 5\/5 rust-workspace: .*\n$/,
    );
    for (const row of rows) expect(printed).toMatch(row);
    expect(proven).toBe(true);
  });

  it('takes nixpkgs where its name leads somewhere, and the settings of who starts it', async () => {
    const { nixpkgs, env } = await setUpShells('first', quiet);
    const registry = {
      version: 2,
      flakes: [
        { from: { type: 'indirect', id: 'nixpkgs' }, to: { type: 'path', path: nixpkgs.new.replace(/^path:/, '') } },
      ],
    };
    await writeFile(join(home, 'registry.json'), JSON.stringify(registry));
    const NIX_CONFIG = `${env['NIX_CONFIG'] ?? ''}\nflake-registry = ${join(home, 'registry.json')}`;
    const { proven, printed, shown } = await run({ ...process.env, ...env, PATH: process.env['PATH'], NIX_CONFIG });
    expect(shown).toMatch(/^\[0:00\] 1\/2 binutils of nixpkgs \(next: .*\)\n\[0:00\] 2\/2 rust-workspace: .*\n$/);
    for (const row of rows) expect(printed).toMatch(row);
    expect(proven).toBe(true);
  });

  it('says in one line what is needed where there is neither Nix nor apt', async () => {
    const { proven, printed, shown } = await run({ PATH: join(home, 'empty') });
    expect([proven, shown]).toEqual([false, '']);
    expect(printed).toMatch(/^demo: Nix is needed, .*$/);
  });
});
