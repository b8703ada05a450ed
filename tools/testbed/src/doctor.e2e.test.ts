import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyExample, setUp } from '@mkcross/testbed';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const testbed = await setUp(() => undefined);

/** What a machine has on which every target of the example builds; `x86_64-linux-musl-g++` is on none. */
const programs = [
  'apt-get',
  'ar',
  'bash',
  'c++',
  'cargo',
  'cc',
  'dirname',
  'env',
  'flock',
  'musl-gcc',
  'nm',
  'objcopy',
  'pkg-config',
  'ranlib',
  'rustc',
  'rustup',
  'strip',
  'wineserver',
  'x86_64-w64-mingw32-ar',
  'x86_64-w64-mingw32-dlltool',
  'x86_64-w64-mingw32-g++-posix',
  'x86_64-w64-mingw32-gcc-posix',
  'x86_64-w64-mingw32-nm',
  'x86_64-w64-mingw32-objcopy',
  'x86_64-w64-mingw32-objdump',
  'x86_64-w64-mingw32-ranlib',
  'x86_64-w64-mingw32-strip',
  'x86_64-w64-mingw32-windres',
];

let folder: string;
let project: string;
let bin: string;

const whereIs = async (program: string) =>
  (await execa('sh', ['-c', 'command -v "$1"', 'sh', program], { env: testbed.host, extendEnv: false })).stdout;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-doctor-'));
  [project, bin] = [join(folder, 'project'), join(folder, 'bin')];
  await mkdir(bin);
  await copyExample('hello-rust', project);
  for (const program of programs) await symlink(await whereIs(program), join(bin, program));
  await put('wine', 'echo wine-10.0');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A program of the machine that is a script. */
async function put(name: string, body: string): Promise<void> {
  await rm(join(bin, name), { force: true });
  await writeFile(join(bin, name), `#!/bin/bash\n${body}\n`);
  await chmod(join(bin, name), 0o755);
}

const remove = async (...names: readonly string[]) => {
  for (const name of names) await rm(join(bin, name));
};

interface Told {
  readonly exitCode: number | undefined;
  readonly codes: readonly string[];
  readonly text: string;
}

/** What doctor says of the machine. */
async function doctor(env: Readonly<Record<string, string>> = {}): Promise<Told> {
  const user = { ...testbed.host, PATH: bin, HOME: folder, ...env };
  const options = { cwd: project, env: user, extendEnv: false, reject: false } as const;
  const { exitCode, all } = await execa(process.execPath, [command, 'doctor'], { ...options, all: true });
  const { stdout } = await execa(process.execPath, [command, 'doctor', '--json'], options);
  const value: unknown = JSON.parse(stdout);
  const findings: unknown = typeof value === 'object' && value !== null && 'findings' in value ? value.findings : [];
  const codes = (Array.isArray(findings) ? findings : []).flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'code' in one ? [String(one.code)] : [],
  );
  // Few machines have a C++ compiler for musl.
  return { exitCode, codes: codes.filter((code) => code !== 'TOOL_MISSING_OPTIONAL'), text: all };
}

it('a machine that has everything is well', async () => {
  const { exitCode, codes, text } = await doctor();
  expect({ exitCode, codes }).toEqual({ exitCode: 0, codes: [] });
  // It looks, and does nothing: rustup would install a toolchain where its version is asked in a project.
  const left = await readdir(project);
  expect(left).toEqual([
    '.gitignore',
    'Cargo.lock',
    'Cargo.toml',
    'README.md',
    'flake.nix',
    'mkcross',
    'mkcross.toml',
    'rust-toolchain.toml',
    'src',
  ]);
  expect(await readdir(join(folder, '.rustup/toolchains')).catch(() => [])).toEqual([]);
  expect(text).toMatch(
    /ok +rust-musl\/gcc\/gcc@x86_64-unknown-linux-musl .*musl-gcc \(called through a script: musl-gcc does not know -static-pie/,
  );
});

describe('a lock file', () => {
  const mkcross = (...args: readonly string[]) =>
    execa(process.execPath, [command, ...args], {
      cwd: project,
      env: { ...testbed.host, PATH: bin, HOME: folder },
      extendEnv: false,
      reject: false,
    });
  const lockText = () => readFile(join(project, 'mkcross.lock'), 'utf8');

  it('holds the choice of tools with no path, and is written again with the same bytes', async () => {
    expect((await mkcross('doctor', '--locked')).stderr).toMatch('LOCK_MISSING');
    const { exitCode, stderr } = await mkcross('doctor', '--lock');
    expect([exitCode, stderr]).toEqual([0, expect.stringMatching('wrote mkcross.lock')]);
    const text = await lockText();
    expect(text).not.toMatch(bin);
    expect(text).toMatch(
      /"rust-mingw\/gcc\/gcc@x86_64-pc-windows-gnu": \{\s+"program": "x86_64-w64-mingw32-gcc-posix",\s+"version": "\d+"/,
    );
    expect(text).toMatch(
      /"wine\/wine": \{\s+"program": "wine",\s+"version": "10\.0",\s+"fetched": null,\s+"sha256": "\w{64}"/,
    );
    expect((await mkcross('doctor', '--lock')).stderr).toMatch('is up to date');
    expect(await lockText()).toBe(text);
    expect((await mkcross('doctor', '--locked')).exitCode).toBe(0);
  });

  it('keeps what it has of other systems, and says what is none', async () => {
    const tool = { program: 'wine', version: '1', fetched: null, sha256: '0'.repeat(64) };
    const other = { version: 1, systems: { 'aarch64-darwin': { 'wine/wine': tool } } };
    await writeFile(join(project, 'mkcross.lock'), JSON.stringify(other));
    await mkcross('doctor', '--lock');
    const value: unknown = JSON.parse(await lockText());
    expect(value).toMatchObject({ systems: { ...other.systems, 'x86_64-linux': {} } });
    await writeFile(join(project, 'mkcross.lock'), '{"version":2}');
    const { exitCode, stderr } = await mkcross('doctor');
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/LOCK_UNREADABLE.*mkcross\.lock/)]);
    expect((await mkcross('doctor', '--lock')).exitCode).toBe(1);
    expect(await lockText()).toBe('{"version":2}');
  });

  it('is compared with whatever makes a shell, and only --locked takes a difference for an error', async () => {
    await mkcross('doctor', '--lock');
    await put('wine', 'echo wine-10.1');
    const { exitCode, stderr } = await mkcross('run', '--', 'env');
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(
      /LOCK_DIFFERS.*mkcross\.lock\n.*wine\/wine is wine 10\.1 .*on this machine, but wine 10\.0 .*in mkcross\.lock/,
    );
    expect(stderr).toMatch('npx mkcross doctor --lock');
    expect((await mkcross('doctor')).exitCode).toBe(0);
    expect((await mkcross('doctor', '--locked')).exitCode).toBe(1);
  });
});

describe('on a machine', () => {
  it('without rustup, doctor says how it is installed', async () => {
    await remove('rustup');
    const { exitCode, codes, text } = await doctor();
    expect({ exitCode, codes }).toEqual({ exitCode: 1, codes: ['TOOL_MISSING'] });
    expect(text).toMatch(/To install what is missing:\n {2}apt-get install rustup/);
  });

  it('without a compiler for Windows, gives one line to paste for all that is missing', async () => {
    await remove('x86_64-w64-mingw32-gcc-posix', 'x86_64-w64-mingw32-ar', 'x86_64-w64-mingw32-ranlib', 'wine');
    const { codes, text } = await doctor();
    expect(new Set(codes)).toEqual(new Set(['TOOL_MISSING']));
    expect(text).toMatch('  apt-get install g++-mingw-w64-x86-64-posix wine64\n');
  });

  it('whose gcc for Windows has no threads for C++, names the other', async () => {
    await remove('x86_64-w64-mingw32-gcc-posix');
    await put('x86_64-w64-mingw32-gcc', 'echo "Thread model: win32" >&2');
    const { codes, text } = await doctor();
    expect(codes).toEqual(['TOOL_FAULTY']);
    expect(text).toMatch('no std::thread');
    expect(text).toMatch('g++-mingw-w64-x86-64-posix on Debian');
  });

  it('without Wine, says who runs programs of Windows', async () => {
    await remove('wine');
    const { codes, text } = await doctor();
    expect(codes).toEqual(['TOOL_MISSING']);
    expect(text).toMatch('"wine" was not found. Runs Windows programs.');
  });

  it('with a Wine that is too old for programs of Rust, says from which on it is not', async () => {
    await put('wine', 'echo "wine-8.0 (Debian 8.0~repack-4)"');
    const { exitCode, codes, text } = await doctor();
    expect({ exitCode, codes }).toEqual({ exitCode: 0, codes: ['TOOL_OLD'] });
    expect(text).toMatch(/is version 8\.0; the minimum supported version is 8\.13/);
  });

  it('without bash, says so', async () => {
    await remove('bash');
    expect((await doctor()).codes).toContain('BASH_MISSING');
  });

  it('with another Zig than mkcross.toml asks for, says which it wants, and that it can be fetched', async () => {
    await put('zig', 'echo 0.16.0');
    const config = 'plugins = ["zig"]\ntargets = ["x86_64-unknown-linux-musl"]\n[plugin.zig]\nversion = "0.15"\n';
    await writeFile(join(project, 'mkcross.toml'), config);
    const { codes, text } = await doctor();
    expect(codes).toEqual(['TOOL_MISSING']);
    expect(text).toMatch('"zig" was not found in version 0.15');
    expect(text).toMatch('npx mkcross doctor --fix');
  });

  it('with a cargo that is not rustup’s beside rustup, says so', async () => {
    const elsewhere = join(folder, 'elsewhere');
    await mkdir(elsewhere);
    await symlink(await readlink(join(bin, 'rustup')), join(elsewhere, 'rustup'));
    await remove('rustup', 'cargo', 'rustc');
    await put('cargo', 'echo cargo 1.0');
    const { codes, text } = await doctor({ PATH: [bin, elsewhere].join(delimiter) });
    expect(codes).toEqual(['RUSTUP_PROXIES_MISSING']);
    expect(text).toMatch(/cargo and rustc are not installed next to .*elsewhere\/rustup/);
  });

  it('with a toolchain whose files are gone, says how it is installed anew', async () => {
    const rustc = join(project, '.rustup/toolchains/stable-x86_64-unknown-linux-gnu/bin/rustc');
    await mkdir(join(rustc, '..'), { recursive: true });
    await mkdir(join(project, '.rustup/toolchains/stable-x86_64-unknown-linux-gnu/lib/rustlib'), { recursive: true });
    for (const triple of ['x86_64-pc-windows-gnu', 'x86_64-unknown-linux-musl'])
      await mkdir(join(rustc, `../../lib/rustlib/${triple}/lib`), { recursive: true });
    // As nixpkgs patches it: an interpreter that a garbage collection took away.
    await writeFile(join(folder, 'gone.c'), 'int main(void) { return 0; }\n');
    const interpreter = '/nix/store/00000000000000000000000000000000-glibc/lib/ld-linux-x86-64.so.2';
    await execa('gcc', [join(folder, 'gone.c'), '-o', rustc, `-Wl,--dynamic-linker=${interpreter}`]);
    const { codes, text } = await doctor();
    expect(codes).toEqual(['TOOLCHAIN_BROKEN']);
    expect(text).toMatch('rustup toolchain uninstall stable-x86_64-unknown-linux-gnu');
  });

  it('with a toolchain that lacks the standard library of a target, names the command', async () => {
    const toolchain = join(project, '.rustup/toolchains/stable-x86_64-unknown-linux-gnu');
    await mkdir(join(toolchain, 'bin'), { recursive: true });
    await mkdir(join(toolchain, 'lib/rustlib/x86_64-pc-windows-gnu/lib'), { recursive: true });
    await writeFile(join(toolchain, 'bin/rustc'), '#!/bin/bash\necho rustc 1.96.0\n', { mode: 0o755 });
    const { codes, text } = await doctor();
    expect(codes).toEqual(['STD_NOT_INSTALLED']);
    expect(text).toMatch('rustup target add x86_64-unknown-linux-musl');
  });

  it.each([
    ['RUSTFLAGS', '', 'ENV_AFFECTS_ALL_TARGETS', 'replaces the flags of every target'],
    ['CFLAGS', '-O2', 'ENV_AFFECTS_ALL_TARGETS', 'unset CFLAGS'],
    ['CC_x86_64-pc-windows-gnu', 'gcc', 'ENV_HYPHENATED', 'crates use it instead of CC_x86_64_pc_windows_gnu'],
  ])('of a user with %s=%s, says whom it reaches', async (name, value, code, message) => {
    const { codes, text } = await doctor({ [name]: value });
    expect(codes).toEqual([code]);
    expect(text).toMatch(message);
  });

  it('of a user whose cargo configuration wins over the shell, names file and key', async () => {
    await mkdir(join(folder, '.cargo'));
    const name = 'CC_x86_64_unknown_linux_musl';
    const config = `[env]\n${name} = { value = "gcc", force = true }\n[build]\nrustflags = ["-C", "target-cpu=native"]\n`;
    await writeFile(join(folder, '.cargo/config.toml'), config);
    const { codes, text } = await doctor();
    expect(codes.toSorted()).toEqual(['CARGO_CONFIG_FLAGS_LOST', 'CARGO_CONFIG_FORCES']);
    expect(text).toMatch(`${join(folder, '.cargo/config.toml')}\n  [env] sets ${name} with force = true`);
  });
});
