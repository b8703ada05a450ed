import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { develop, setUp } from '@mkcross/testbed';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const testbed = await setUp(() => undefined);
const musl = 'x86_64-unknown-linux-musl';
const windows = 'x86_64-pc-windows-gnu';

let project: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'mkcross-faults-'));
});
afterAll(() => rm(project, { recursive: true, force: true, maxRetries: 20 }));

const manifest = '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n';
const good = 'fn main() { println!("fine"); }\n';

/** A project with a fault: what its files hold, and what is done in its shell before it is verified. */
interface Fault {
  readonly plugins: readonly string[];
  readonly targets: readonly string[];
  /** The rest of mkcross.toml. */
  readonly config?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly before?: string;
  readonly args?: string;
}

/** What is printed, and the codes of all findings. */
interface Verdict {
  readonly exitCode: number;
  readonly text: string;
  readonly codes: readonly string[];
}

async function verify({ plugins, targets, config = '', files = {}, before = ':', args = '' }: Fault): Promise<Verdict> {
  const list = (values: readonly string[]) => `[${values.map((value) => `"${value}"`).join(', ')}]`;
  const all = {
    'mkcross.toml': `plugins = ${list(plugins)}\n${config}`,
    'rust-toolchain.toml': `[toolchain]\nchannel = "stable"\nprofile = "minimal"\ntargets = ${list(targets)}\n`,
    'Cargo.toml': manifest,
    'src/main.rs': good,
    ...files,
  };
  for (const name of ['src', 'build.rs', 'part.cpp', '.mkcross', 'tests'])
    await rm(join(project, name), { recursive: true, force: true, maxRetries: 20 });
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(project, name)), { recursive: true });
    await writeFile(join(project, name), text);
  }
  await execa('node', [command, 'generate'], { cwd: project });
  const run = `'${process.execPath}' '${command}' verify`;
  const script = `${before}\n${run} ${args} 2>&1; code=$?\n${run} --json ${args} >verdict.json 2>/dev/null\nexit $code`;
  const { exitCode, stdout } = await develop(testbed, { project, command: ['bash', '-c', script] });
  const { stdout: codes } = await execa('grep', ['-o', '"code": "[A-Z_]*"', join(project, 'verdict.json')], {
    reject: false,
  });
  return { exitCode, text: stdout, codes: [...codes.matchAll(/"([A-Z_]+)"/g)].map(([, code = '']) => code) };
}

const forWindows = { plugins: ['rust', 'rust-mingw', 'wine'], targets: [windows] };
const forMusl = { plugins: ['rust', 'rust-musl'], targets: [musl] };

describe('mkcross verify, of a project that is', () => {
  it('in order, says so', async () => {
    const { exitCode, text, codes } = await verify(forMusl);
    expect({ exitCode, codes, text }).toMatchObject({ exitCode: 0, codes: [] });
    expect(text).toMatch(/x86_64-unknown-linux-musl {2}proven/);
  });

  it('linked by the wrong linker, names the variable to look at', async () => {
    const name = 'CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER';
    const config = `[target.${windows}.env]\n${name} = "gcc"\n`;
    const { exitCode, text, codes } = await verify({ ...forWindows, config });
    expect({ exitCode, found: codes.includes('LINKER_TARGET_MISMATCH'), text }).toMatchObject({
      exitCode: 1,
      found: true,
    });
    expect(text).toMatch(`npx mkcross explain ${name}`);
  });

  it('told to link with what is not there, names that', async () => {
    const config = `[target.${windows}.env]\nCARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER = "no-such-linker"\n`;
    const { codes, text } = await verify({ ...forWindows, config });
    expect(codes).toContain('LINKER_NOT_FOUND');
    expect(text).toMatch(/The linker .*no-such-linker, set for .*, does not exist/);
  });

  it('without pthreads, names the line of mkcross.toml that brings them', async () => {
    // gcc of nixpkgs itself, which the shell's program of this name calls with the folders of libraries.
    const gcc = '$(sed -n s/^mkcross_program=//p "$(command -v x86_64-w64-mingw32-gcc)")';
    const variables = { LINKER: gcc, RUSTFLAGS: '' };
    const before = Object.entries(variables)
      .map(([name, value]) => `export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_${name}="${value}"`)
      .join('\n');
    const { codes, text } = await verify({ ...forWindows, before });
    expect(codes).toContain('LIBRARY_NOT_FOUND');
    expect(text).toMatch('libraries = ["windows.pthreads"]');
  });

  it('linked to libstdc++ dynamically, names the DLL and what links it statically', async () => {
    const { codes, text, exitCode } = await verify({
      ...forWindows,
      config: `[target.${windows}]\ntoolchain = { rust = "rust-mingw/gcc-dll" }\nlinkage = "system"\n`,
      files: {
        'Cargo.toml': `${manifest}[build-dependencies]\ncc = "1"\n`,
        'build.rs': 'fn main() { cc::Build::new().cpp(true).file("part.cpp").compile("part"); }\n',
        'part.cpp':
          '#include <stdexcept>\nextern "C" int part(int n) { try { throw std::runtime_error(""); } catch (std::exception &) { return n; } }\n',
        'src/main.rs': 'extern "C" { fn part(n: i32) -> i32; }\nfn main() { println!("{}", unsafe { part(123) }); }\n',
      },
    });
    expect(exitCode).toBe(1);
    expect(codes).toEqual(expect.arrayContaining(['DLL_OF_COMPILER', 'LIBRARY_NOT_ALLOWED']));
    expect(text).toMatch(/needs libstdc\+\+-6\.dll \(the C\+\+ library of gcc\)/);
  });

  it('for a target that nothing here runs, says which plugin does, and does not call it proven', async () => {
    const { exitCode, codes, text } = await verify({ plugins: ['rust', 'rust-mingw'], targets: [windows] });
    expect({ exitCode, codes: [...new Set(codes)] }).toEqual({ exitCode: 4, codes: ['RUNNER_MISSING'] });
    expect(text).toMatch('Add "wine" to plugins');
  });

  it('built for another target, says what it is and what it should be', async () => {
    const config = '[verify]\nbuild = "gcc -o app-{target} app.c"\nartifacts = ["app-{target}"]\n';
    const files = { 'app.c': 'int main(void) { return 0; }\n' };
    const { codes, text } = await verify({ ...forWindows, config, files });
    expect(codes).toContain('EXPECTATION_FAILED');
    expect(text).toMatch('Expected format "pe", found "elf"');
  });

  it.each([
    [forMusl, /app crashed: abort \(SIGABRT\)/, 'fn main() { std::process::abort(); }\n'],
    [
      forWindows,
      /app\.exe crashed: page fault on write/,
      'fn main() { unsafe { std::ptr::write_volatile(8 as *mut u8, 1) } }\n',
    ],
  ])('crashing at its start, says how', async (target, message, main) => {
    const { codes, text } = await verify({ ...target, files: { 'src/main.rs': main } });
    expect(codes).toContain('PROGRAM_CRASHED');
    expect(text).toMatch(message);
  });

  it('hanging, is stopped after the time that it has, and says where that is set', async () => {
    const { codes, text } = await verify({
      ...forMusl,
      config: '[verify]\nrun-limit = 2\n[verify.run.app]\nexit-code = 0\n',
      files: { 'src/main.rs': 'fn main() { loop { std::thread::park(); } }\n' },
    });
    expect(codes).toContain('TIME_LIMIT');
    expect(text).toMatch(/was stopped after 2 seconds.*\n.*raise run-limit under \[verify\]/);
  });

  it('leaving behind what holds its output, is not waited for', async () => {
    const { exitCode, codes, text } = await verify({
      ...forMusl,
      config: '[verify]\nrun-limit = 10\n[verify.run.app]\nexit-code = 0\n',
      files: { 'src/main.rs': 'fn main() { std::process::Command::new("sleep").arg("60").spawn().unwrap(); }\n' },
    });
    expect({ exitCode, codes, text }).toMatchObject({ exitCode: 0, codes: [] });
  });

  it('printing something else, shows both', async () => {
    const { codes, text } = await verify({
      ...forMusl,
      config: '[verify.run.app]\nexit-code = 3\nstdout = "good\\n"\n',
    });
    expect(codes).toEqual(expect.arrayContaining(['OUTPUT_WRONG', 'EXIT_CODE_WRONG']));
    expect(text).toMatch(/Expected\s+"good\\n"\s+got\s+"fine\\n"/);
  });

  it('for a target without a standard library, says how it is installed', async () => {
    const before = `rm -rf .rustup/toolchains/*/lib/rustlib/${musl}`;
    const { codes, text } = await verify({ ...forMusl, before });
    expect(codes).toContain('STD_NOT_INSTALLED');
    expect(text).toMatch(`rustup target add ${musl}`);
    await rm(join(project, '.rustup'), { recursive: true });
  });

  it.each(['target', '.mkcross'])('on a disk that is full, says so: %s', async (folder) => {
    const before = `rm -rf ${folder}; mkdir ${folder}; /bin/mount -t tmpfs -o size=16k tmpfs ${folder}`;
    try {
      const { codes, text, exitCode } = await verify({ ...forMusl, before });
      expect({ exitCode, found: codes.includes('DISK_FULL'), text }).toMatchObject({ exitCode: 1, found: true });
      expect(text).toMatch(/No space left on the disk of /);
    } finally {
      await execa('umount', [join(project, folder)]);
    }
  });
});
