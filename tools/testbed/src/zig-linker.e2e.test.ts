import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { develop, flakeCheck, furtherRustTargets, setUp, type Outcome } from '@mkcross/testbed';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const testbed = await setUp(() => undefined);
const mkcross = `'${process.execPath}' '${command}'`;
const targets = [
  'aarch64-unknown-linux-musl',
  ...furtherRustTargets,
  'x86_64-pc-windows-gnu',
  'x86_64-unknown-linux-musl',
];

/**
 * A program of Rust with C and C++ in it: threads, panics and exceptions that are caught, warnings that are errors, and for
 * Windows a DLL by raw-dylib, and a resource that is compiled and packed as winresource does it.
 */
const files: Readonly<Record<string, string>> = {
  'mkcross.toml': `plugins = ["rust-musl", "rust-mingw", "wine", "qemu"]
toolchain = "zig"

[cargo]
bindgen = true

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
  'build.rs': `use std::{env::var, process::Command};

fn main() {
    cc::Build::new().flag("-Werror").file("length.c").compile("length");
    cc::Build::new().cpp(true).flag("-Werror").file("thrown.cpp").compile("thrown");
    if var("CARGO_CFG_WINDOWS").is_err() { return; }
    let out = var("OUT_DIR").unwrap();
    let run = |program: &str, words: &[&str]| {
        let status = Command::new(format!("x86_64-w64-mingw32-{program}")).args(words).status();
        assert!(status.unwrap().success());
    };
    run("windres", &["-I.", "app.rc", &format!("{out}/resource.o")]);
    run("ar", &["rsc", &format!("{out}/libresource.a"), &format!("{out}/resource.o")]);
    println!("cargo:rustc-link-search=native={out}");
    println!("cargo:rustc-link-lib=static:+whole-archive=resource");
}
`,
  'app.rc': `#include <winver.h>
VS_VERSION_INFO VERSIONINFO
FILEVERSION 1,2,3,4
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "040904b0"
    BEGIN
      VALUE "ProductName", "Resources of zig"
    END
  END
END
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

/** Prints what libclang finds wrong with a file: as bindgen, it has the words of the command line alone. */
const parse = `#include <clang-c/Index.h>
#include <stdio.h>
int main(int n, const char **a) {
  CXTranslationUnit unit = clang_parseTranslationUnit(clang_createIndex(0, 0), a[1], a + 2, n - 2, 0, 0, 0);
  for (unsigned i = 0; i < clang_getNumDiagnostics(unit); i++)
    puts(clang_getCString(clang_formatDiagnostic(clang_getDiagnostic(unit, i), 0)));
}
`;

/** Says by an error whose headers are read. */
const libc = `#include <stdio.h>
#include <sys/types.h>
#if defined(__MINGW64_VERSION_MAJOR)
#error mingw
#elif defined(__GLIBC__)
#error glibc
#else
#include <asm/unistd.h>
#error musl
#endif
`;

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
strings -a x86_64-pc-windows-gnu/debug/answer.exe | grep -i -x 'msvcrt.dll'
strings -a -e l x86_64-pc-windows-gnu/debug/answer.exe | grep -x 'Resources of zig'`);
    const said = [...targets.map(() => 'clang version'), 'api-ms-win-crt-runtime', 'Resources of zig'];
    expect(stdout.trim().split('\n')).toEqual(said);
  });

  it.each(targets)('gives libclang, as bindgen calls it, the headers for %s', async (target) => {
    const { stdout: text } = await inShell(`echo "$BINDGEN_EXTRA_CLANG_ARGS_${target.replaceAll('-', '_')}"`);
    // bindgen splits them as a shell does: a folder is in quotes.
    const words = [...text.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain = '']) => quoted ?? plain);
    const llvm = '/usr/lib/llvm-14';
    await writeFile(join(project, 'parse.c'), parse);
    await writeFile(join(project, 'libc.c'), libc);
    const build = ['parse.c', '-o', 'parse', `-I${llvm}/include`, `${llvm}/lib/libclang.so`];
    await execa('gcc', build, { cwd: project });
    const { stdout } = await execa(
      join(project, 'parse'),
      ['libc.c', `--target=${target.replace('riscv64gc', 'riscv64')}`, ...words],
      {
        cwd: project,
      },
    );
    expect(stdout).toBe(target.includes('-windows-') ? 'error: mingw' : 'error: musl');
  });
});

it('is proven by nix flake check too, with neither rustc nor mkcross', async () => {
  const { exitCode, stderr } = await flakeCheck(testbed, project);
  expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, '']);
});
