import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { develop, flakeCheck, setUp, type Outcome } from '@mkcross/testbed';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const testbed = await setUp(() => undefined);
const mkcross = `'${process.execPath}' '${command}'`;
const targets = ['aarch64-unknown-linux-musl', 'x86_64-pc-windows-gnu', 'x86_64-unknown-linux-musl'] as const;

/** A program of Rust with C and C++ in it: threads, panics and exceptions that are caught, and a DLL by raw-dylib. */
const files: Readonly<Record<string, string>> = {
  'mkcross.toml': `plugins = ["rust-musl", "rust-mingw", "wine", "qemu"]

[plugin.rust-musl]
linker = "zig"

[plugin.rust-mingw]
linker = "zig"

[verify.run.answer]
args = ["a word"]
exit-code = 3
stdout = "4 7 a panic, a word\\n"
`,
  'rust-toolchain.toml': `[toolchain]\nchannel = "stable"\nprofile = "minimal"\ntargets = ${JSON.stringify(targets)}\n`,
  'Cargo.toml': `[package]
name = "answer"
version = "0.1.0"
edition = "2021"

[build-dependencies]
cc = "1"
`,
  'build.rs': `fn main() {
    cc::Build::new().file("length.c").compile("length");
    cc::Build::new().cpp(true).file("thrown.cpp").compile("thrown");
}
`,
  'length.c': '#include <string.h>\nunsigned long long length(const char *s) { return strlen(s); }\n',
  'thrown.cpp': `#include <stdexcept>
#include <string>
extern "C" int thrown(int n) {
  try {
    throw std::runtime_error(std::string(n, 'x'));
  } catch (const std::exception &error) {
    return (int)std::string(error.what()).size();
  }
}
`,
  'src/main.rs': `use std::ffi::{c_char, c_int, c_ulonglong};

extern "C" {
    fn length(s: *const c_char) -> c_ulonglong;
    fn thrown(n: c_int) -> c_int;
}

#[cfg(windows)]
#[link(name = "kernel32", kind = "raw-dylib")]
extern "system" {
    fn GetCurrentProcessId() -> u32;
}

fn main() {
    #[cfg(windows)]
    assert_ne!(unsafe { GetCurrentProcessId() }, 0);
    std::panic::set_hook(Box::new(|_| {}));
    let caught = std::thread::spawn(|| panic!("a panic")).join().unwrap_err();
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (c, cpp) = unsafe { (length(c"four".as_ptr()), thrown(7)) };
    println!("{c} {cpp} {}, {}", caught.downcast_ref::<&str>().unwrap(), words.join("|"));
    std::process::exit(3);
}

#[test]
fn works() {
    assert_eq!(unsafe { thrown(3) }, 3);
}
`,
};

let project: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'mkcross-zig-linker-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), text);
  }
  await execa('node', [command, 'generate'], { cwd: project });
});
afterAll(() => rm(project, { recursive: true, force: true, maxRetries: 20 }));

const byHost = async (script: string): Promise<Outcome> => {
  const args = [command, 'run', '--backend', 'host', '--', 'bash', '-c', script];
  const options = { cwd: project, env: testbed.host, extendEnv: false, reject: false } as const;
  const { exitCode, stdout, stderr } = await execa('node', args, options);
  return { exitCode: exitCode ?? 128, stdout, stderr };
};

describe.each([
  ['the Nix shell', (script: string) => develop(testbed, { project, command: ['bash', '-c', script] })],
  ['the shell without Nix', byHost],
])('in %s, Rust that zig links', (_, inShell) => {
  it('is built with C and C++ for every target, proven, run, and so are its tests', async () => {
    const { exitCode, stdout, stderr } = await inShell(`rm -rf target; ${mkcross} verify --fresh`);
    expect([exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([0, '']);
    for (const target of targets) {
      expect(stdout).toMatch(new RegExp(`^passed +${target} +cargo: run answer `, 'm'));
      expect(stdout).toMatch(new RegExp(`^passed +${target} +cargo: run tests of bin answer `, 'm'));
    }
  });

  it.each(targets)('is %s by cargo run, with arguments and exit code', async (target) => {
    const { exitCode, stdout } = await inShell(`cargo run --quiet --target ${target} -- 'a b' "it's"`);
    expect([exitCode, stdout.trimEnd()]).toEqual([3, "4 7 a panic, a b|it's"]);
  });

  it('is clang’s from end to end, and for Windows of UCRT', async () => {
    const { stdout } = await inShell(`cd target
for target in ${targets.join(' ')}; do
  strings -a $(find $target -name '*length.o' | head -n 1) | grep -o -m 1 'clang version'
done
strings -a x86_64-pc-windows-gnu/debug/answer.exe | grep -o -i -m 1 'api-ms-win-crt-runtime'
strings -a x86_64-pc-windows-gnu/debug/answer.exe | grep -i -x 'msvcrt.dll'`);
    expect(stdout.trim().split('\n')).toEqual([...targets.map(() => 'clang version'), 'api-ms-win-crt-runtime']);
  });
});

it('is proven by nix flake check too, with neither rustc nor mkcross', async () => {
  const { exitCode, stderr } = await flakeCheck(testbed, project);
  expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, '']);
});
