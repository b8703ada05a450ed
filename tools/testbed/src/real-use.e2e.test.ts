import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyExample, setUp } from '@mkcross/testbed';
import { inspect } from '@mkcross/inspect';
import { withFile } from '@mkcross/inspect/node';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const testbed = await setUp(() => undefined);

const musl = 'x86_64-unknown-linux-musl';
const arm = 'aarch64-unknown-linux-musl';
const windows = 'x86_64-pc-windows-gnu';

/** Every project here is below a folder with blanks and other characters than ASCII. */
let above: string;
beforeAll(async () => {
  above = join(await mkdtemp(join(tmpdir(), 'mkcross-real-use-')), 'meine Projekte für größe');
  await mkdir(above);
});
afterAll(() => rm(dirname(above), { recursive: true, force: true, maxRetries: 20 }));

async function projectOf(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const project = join(above, name);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), text);
  }
  return project;
}

/** Runs mkcross without Nix. */
const mkcross = (cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  execa('node', [command, ...args], {
    cwd,
    env: { ...testbed.host, ...env },
    extendEnv: false,
    reject: false,
    all: true,
  });

/** A line of bash in the shell of a project; what it prints is in the error if it fails. */
async function inShell(project: string, script: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const words = ['run', '--backend', 'host', '--', 'bash', '-ec', script];
  const { exitCode, all, stdout } = await mkcross(project, words, env);
  expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, '']);
  return stdout;
}

const read = (path: string) => withFile(path, (source) => inspect(source, path));

describe('a whole example, in a folder with blanks', () => {
  it('is proven for every target', async () => {
    const project = join(above, 'c-meson');
    await copyExample('c-meson', project);
    const { exitCode, all } = await mkcross(project, ['verify', '--backend', 'host']);
    expect([exitCode, all]).toEqual([0, expect.stringMatching(/windows-gnu +proven[^]*linux-musl +proven/)]);
  });
});

describe('C, by zig', () => {
  let project: string;
  beforeAll(async () => {
    project = await projectOf('c', {
      'mkcross.toml': `plugins = ["zig-cc", "wine", "qemu"]
targets = ["${musl}", "${windows}", "${arm}"]
[target.${musl}]
libraries = ["./vendor/linux"]
[target.${windows}]
libraries = ["./vendor/windows"]
`,
      'vendor/linux/include/.keep': '',
      'vendor/linux/lib/.keep': '',
      'vendor/windows/include/.keep': '',
      'vendor/windows/lib/.keep': '',
      'leaf.c': `#ifdef _WIN32
__declspec(dllexport)
#endif
int leaf(const char *text) { int hash = 5381; while (*text) hash = hash * 33 + *text++; return hash; }
`,
      'main.c': `#include <stdio.h>
int leaf(const char *text);
int main(int count, char **words) {
  if (leaf("a text that is long enough to overflow") == 0) return 2;
  FILE *file = fopen(words[count - 1], "r");
  puts(file ? "opened" : "not there");
  return file == NULL;
}
`,
      'größe.txt': '',
      'meson.build': `project('demo', 'c')
leaf = library('leaf', 'leaf.c', install: true)
demo = executable('demo', 'main.c', link_with: leaf, install: true)
test('opens', demo, args: files('größe.txt'))
`,
      'CMakeLists.txt': `cmake_minimum_required(VERSION 3.20)
project(demo C)
enable_testing()
include(CheckIPOSupported)
check_ipo_supported(RESULT ipo OUTPUT why LANGUAGES C)
message(STATUS "ipo: \${ipo}")
if(WIN32)
  add_library(leaf SHARED leaf.c)
else()
  add_library(leaf STATIC leaf.c)
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION \${ipo})
endif()
add_executable(demo main.c)
target_link_libraries(demo leaf)
add_test(NAME opens COMMAND demo größe.txt WORKING_DIRECTORY \${CMAKE_SOURCE_DIR})
install(TARGETS demo)
`,
      'uses/meson.build': `project('uses', 'c')
executable('uses', '../main.c', dependencies: meson.get_compiler('c').find_library('leaf'))
`,
      'uses/configure.ac': `AC_INIT([uses], [1])
AC_CONFIG_AUX_DIR([.])
AC_PROG_CC
AC_CHECK_LIB([leaf], [leaf], [], [AC_MSG_ERROR([leaf is not there])])
AC_CONFIG_FILES([flags])
AC_OUTPUT
`,
      'uses/flags.in': '@CC@ @LIBS@\n',
    });
  });

  // Of CI machines, that have no other locale.
  const bare = { LANG: '', LC_ALL: 'C' };

  it.each([musl, windows, arm])('is built, tested and stripped by Meson: %s', async (triple) => {
    const build = `build/meson/${triple}`;
    const printed = await inShell(
      project,
      `${triple}-meson setup '${build}' -Dstrip=true --prefix=/usr
       meson compile -C '${build}'
       meson test -C '${build}'
       DESTDIR="$PWD/${build}/to" meson install -C '${build}'`,
      bare,
    );
    expect(printed).toMatch(/Ok: +1/);
    const name = triple === windows ? 'demo.exe' : 'demo';
    const installed = join(project, build, 'to/usr/bin', name);
    // Debug information for Windows is in a file of its own.
    if (triple !== windows) expect(await sizes([installed, join(project, build, name)])).toEqual('smaller');
    expect(read(installed)).toMatchObject({ linkage: triple === windows ? 'dynamic' : 'static' });
  });

  it.each([musl, windows, arm])(
    'is built, tested and stripped by CMake, and optimized as a whole: %s',
    async (triple) => {
      const build = `build/cmake/${triple}`;
      const printed = await inShell(
        project,
        `${triple}-cmake -S . -B '${build}' -DCMAKE_BUILD_TYPE=Debug
       cmake --build '${build}'
       ctest --test-dir '${build}' --output-on-failure
       cmake --install '${build}' --strip --prefix "$PWD/${build}/to"`,
        bare,
      );
      expect(printed).toMatch(triple === windows ? /ipo: (NO|FALSE|OFF)/ : /ipo: (YES|TRUE|ON)/);
      expect(printed).toMatch('100% tests passed');
      const name = triple === windows ? 'demo.exe' : 'demo';
      if (triple !== windows)
        expect(await sizes([join(project, build, 'to/bin', name), join(project, build, name)])).toEqual('smaller');
    },
  );

  it.each([
    [musl, 'x86_64-linux-musl', 'vendor/linux', 'ar rcs $to/lib/libleaf.a leaf.o'],
    [
      windows,
      'x86_64-w64-mingw32',
      'vendor/windows',
      'cc -shared leaf.o -o leaf.dll -Wl,--out-implib,$to/lib/libleaf.dll.a',
    ],
  ])('finds a library of the target, whoever links it: %s', async (triple, gnu, to, make) => {
    const printed = await inShell(
      project,
      `to=${to}
       ${triple}-cc -c leaf.c -o leaf.o
       ${triple}-${make}
       ${triple}-cc main.c -lleaf -o uses/by-compiler
       cd uses
       ${triple}-meson setup ${triple} && meson compile -C ${triple}
       autoreconf -fi && ./configure --host=${gnu} && cat flags`,
    );
    expect(printed).toMatch(`${triple}-cc -lleaf`);
  });

  it('copies and separates debug information: objcopy for every target', async () => {
    for (const triple of [musl, windows, arm])
      await inShell(
        project,
        `${triple}-cc -g leaf.c main.c -o whole
         ${triple}-objcopy --only-keep-debug whole whole.debug
         ${triple}-objcopy --strip-debug whole bare
         ${triple}-objcopy --add-gnu-debuglink=whole.debug bare
         test -s whole.debug && test -s bare`,
      );
  });
});

describe('a project whose path has blanks, other characters than ASCII, # and ?', () => {
  it('is entered with Nix, from a folder in it', async () => {
    const project = await projectOf('a#b?c', {
      'mkcross.toml': `plugins = ["zig-cc"]\ntargets = ["${musl}"]\n[nix]\nnixpkgs = "${testbed.nixpkgs.new}"\n`,
      'src/main.c': 'int main(void) { return 0; }\n',
    });
    expect(await mkcross(project, ['generate'])).toMatchObject({ exitCode: 0 });
    const words = ['run', '--backend', 'nix', '--', 'bash', '-c', `${musl}-cc main.c -o a && ./a && pwd`];
    const { exitCode, stdout } = await mkcross(join(project, 'src'), words, {
      NIX_CONFIG: testbed.env['NIX_CONFIG'] ?? '',
    });
    expect([exitCode, stdout]).toEqual([0, join(project, 'src')]);
  });
});

async function sizes([one, other]: readonly [string, string]): Promise<'not smaller' | 'smaller'> {
  const [first, second] = await Promise.all([readFile(one), readFile(other)]);
  return first.length < second.length ? 'smaller' : 'not smaller';
}

describe('Rust', () => {
  const toolchain = (targets: readonly string[]) =>
    `[toolchain]\nchannel = "stable"\nprofile = "minimal"\ntargets = ${JSON.stringify(targets)}\n`;
  const manifest = (name: string) => `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n`;

  it('with zig finds import libraries by the name that GNU ld gives them', async () => {
    const project = await projectOf('imports', {
      'mkcross.toml': `plugins = ["rust", "rust-mingw", "wine"]\n[target.${windows}]\ntoolchain = "zig"\nlibraries = ["./vendor"]\n`,
      'rust-toolchain.toml': toolchain([windows]),
      'Cargo.toml': manifest('app'),
      'src/main.rs':
        '#[link(name = "leaf")] extern "C" { fn leaf() -> i32; }\nfn main() { println!("{}", unsafe { leaf() }); }\n',
      'leaf.c': '__declspec(dllexport) int leaf(void) { return 42; }\n',
      'vendor/include/.keep': '',
      'vendor/lib/.keep': '',
    });
    const printed = await inShell(
      project,
      `${windows}-cc -shared leaf.c -o leaf.dll -Wl,--out-implib,vendor/lib/libleaf.dll.a
       cargo run --quiet --target ${windows}`,
    );
    expect(printed.trim()).toBe('42');
  });

  it('is not proven by programs that are only for its developers, or by libraries that do not link', async () => {
    const member = (name: string) => ({
      [`${name}/Cargo.toml`]: manifest(name),
      [`${name}/src/main.rs`]: `fn main() { std::fs::write("ran-${name}", "").unwrap(); }\n`,
    });
    const project = await projectOf('workspace', {
      'mkcross.toml': 'plugins = ["rust", "rust-mingw", "wine"]\n',
      'rust-toolchain.toml': toolchain([windows]),
      'Cargo.toml': '[workspace]\nmembers = ["app", "extension", "xtask"]\nresolver = "2"\n',
      ...member('app'),
      ...member('xtask'),
      'extension/Cargo.toml': `${manifest('extension')}[lib]\ncrate-type = ["cdylib"]\n`,
      'extension/src/lib.rs': '#[no_mangle]\npub extern "C" fn go() {}\n',
    });
    const proven = await mkcross(project, ['verify', '--backend', 'host']);
    expect([proven.exitCode, proven.stdout]).toEqual([0, expect.stringMatching(/check extension/)]);
    const { stdout } = await execa('ls', { cwd: project });
    expect(stdout).toMatch('ran-app');
    expect(stdout).not.toMatch('ran-xtask');

    const broken = 'extern "C" { fn missing(); }\n#[no_mangle]\npub extern "C" fn go() { unsafe { missing() } }\n';
    await projectOf('workspace', { 'extension/src/lib.rs': broken });
    const failed = await mkcross(project, ['verify', '--backend', 'host']);
    expect([failed.exitCode, failed.stdout]).toEqual([1, expect.stringMatching(/windows-gnu +failed/)]);
  });
});
