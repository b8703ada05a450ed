import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { develop, readBinary, setUp, type Entry } from '@mkcross/testbed';

/** The flakes of the article, typed in from it step by step, over a project as it describes one. */
const article = fileURLToPath(new URL('../test/article', import.meta.url));
const testbed = await setUp(() => undefined);

let project: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'mkcross-article-'));
  await cp(join(article, 'project'), project, { recursive: true });
  // Toolchain and crates are fetched once; the steps find them in the project, as the article's reader does.
  await at('1-baseline', 'rustup toolchain install --no-self-update && cargo fetch --locked');
});
afterAll(() => rm(project, { recursive: true, force: true }));

async function at(step: string, script: string, entry: Partial<Entry> = {}) {
  await cp(join(article, step, 'flake.nix'), join(project, 'flake.nix'));
  // What the testbed's musl needs for C++ is of no use to the article, which has none.
  return develop(testbed, { nixpkgs: 'old', ...entry, project, command: ['bash', '-c', script] });
}

const musl = 'x86_64-unknown-linux-musl';
const windows = 'x86_64-pc-windows-gnu';
const binary = (target: string, name: string) => readBinary(join(project, 'target', target, 'debug', name));

describe('the article’s flake, step by step', () => {
  it('1: a baseline Rust project, with homes in the folder where the shell is entered', async () => {
    const { stdout, exitCode } = await at('1-baseline', 'echo "$RUSTUP_HOME" "$CARGO_HOME"; cargo run --quiet');
    expect(stdout).toMatch(`${project}/.rustup/ ${project}/.cargo/`);
    expect(stdout).toMatch('Hello, world!');
    expect(exitCode).toBe(0);
    expect((await readBinary(join(project, 'target/debug/example'))).interpreter).toBeDefined();
  });

  it('1: homes that move when the shell is entered in a folder below', async () => {
    const { stdout } = await at('1-baseline', 'echo "$RUSTUP_HOME"', { folder: join(project, 'src') });
    expect(stdout).toMatch(`${project}/src/.rustup/`);
  });

  it('2: a static executable for musl, but no library in C', async () => {
    const { exitCode } = await at('2-musl', `cargo build --quiet --target ${musl}`);
    expect(exitCode).toBe(0);
    expect(await binary(musl, 'example')).toEqual({ format: 'elf', needed: [] });
    const withC = await at('2-musl', `cargo build --quiet --features c --target ${musl}`);
    expect(withC.stderr).toMatch('undefined reference to `fcntl64');
    expect(withC.exitCode).not.toBe(0);
  });

  it('3: a folder for a compiler and a linker, which is the article’s own mistake', async () => {
    const { stderr, exitCode } = await at('3-musl-compiler', `cargo build --quiet --features c --target ${musl}`);
    expect(stderr).toMatch(/Permission denied|Is a directory/);
    expect(exitCode).not.toBe(0);
  });

  it('4: libraries in C for musl; for Windows a library is missing, as the article says', async () => {
    const { exitCode } = await at('4-windows', `cargo build --quiet --features c --target ${musl}`);
    expect(exitCode).toBe(0);
    expect(await binary(musl, 'example')).toEqual({ format: 'elf', needed: [] });
    const { stderr, exitCode: ended } = await at('4-windows', 'cargo build --quiet');
    expect(stderr).toMatch('ld: cannot find -l:libpthread.a: No such file or directory');
    expect(stderr).toMatch('collect2: error: ld returned 1 exit status');
    expect(ended).not.toBe(0);
  });

  it('5: builds for Windows with a library in C; cargo cannot run it', async () => {
    const { exitCode } = await at('5-pthreads', 'cargo build --quiet --features c');
    expect(exitCode).toBe(0);
    expect((await binary(windows, 'example.exe')).format).toBe('pe');
    const run = await at('5-pthreads', 'cargo run --quiet --features c');
    expect(run.stdout).not.toMatch('Hello');
    expect(run.exitCode).not.toBe(0);
  });

  it('6: cargo run and cargo test by Wine, in a prefix of the folder', async () => {
    const { stdout, exitCode } = await at(
      '6-wine',
      'cargo run --quiet --features c && cargo test --quiet; ls -d .wine',
    );
    expect(stdout).toMatch(/The C library says 42\.\r?\nHello, world!/);
    expect(stdout).toMatch('test result: ok. 1 passed');
    expect(stdout).toMatch(/^\.wine$/m);
    expect(exitCode).toBe(0);
  });

  it('6: on a nixpkgs of today the names that it uses warn, and wine64 is gone', async () => {
    const { stderr, exitCode } = await at('6-wine', 'cargo run --quiet', { nixpkgs: 'new' });
    expect(stderr).toMatch('wineWowPackages is deprecated');
    expect(stderr).toMatch('mingw_w64_pthreads has been renamed');
    expect(stderr).toMatch(/could not execute process .*wine64/);
    expect(exitCode).not.toBe(0);
  });

  it('6: what leaks: one target’s flags in all, every input in every cross compile', async () => {
    const { stdout } = await at('6-wine', 'echo "$RUSTFLAGS"; echo "$CC $CC_FOR_TARGET"; echo "$NIX_CFLAGS_COMPILE"');
    expect(stdout).toMatch(/-L \S*pthreads\S*\/lib/);
    expect(stdout).toMatch(/^gcc x86_64-\S+-gcc$/m);
  });
});
