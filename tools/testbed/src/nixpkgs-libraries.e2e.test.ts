import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { develop, foreignNeeds, readBinary, setUp } from '@mkcross/testbed';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const testbed = await setUp(() => undefined);
const musl = 'x86_64-unknown-linux-musl';
const windows = 'x86_64-pc-windows-gnu';

const versions = (names: readonly string[]) =>
  `#include <stdio.h>
${names.map((name) => `#include <${headers[name] ?? ''}>`).join('\n')}
int main(void) {
${names.map((name) => `  puts(${calls[name] ?? ''});`).join('\n')}
  return 0;
}
`;
const headers: Readonly<Record<string, string>> = {
  zlib: 'zlib.h',
  openssl: 'openssl/crypto.h',
  libcurl: 'curl/curl.h',
};
const calls: Readonly<Record<string, string>> = {
  zlib: 'zlibVersion()',
  openssl: 'OpenSSL_version(0)',
  libcurl: 'curl_version()',
};
const all = ['zlib', 'openssl', 'libcurl'] as const;

const files: Readonly<Record<string, string>> = {
  'mkcross.toml': `plugins = ["rust", "rust-musl", "rust-mingw", "wine"]
[nix]
packages = ["cmake", "meson", "ninja"]
[target.${musl}]
# It propagates the other two.
libraries = ["curl"]
[target.${windows}]
libraries = ["zlib", "openssl", "curl"]
`,
  'rust-toolchain.toml': `[toolchain]\nchannel = "stable"\nprofile = "minimal"\ntargets = ["${musl}", "${windows}"]\n`,
  'all.c': versions(all),
  'zlib.c': versions(['zlib']),
  'meson.build':
    "project('libraries', 'c')\nexecutable('every', 'all.c', dependencies: [dependency('zlib'), dependency('openssl'), dependency('libcurl')])\n",
  'CMakeLists.txt': `cmake_minimum_required(VERSION 3.20)
project(libraries C)
find_package(ZLIB REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl openssl)
add_executable(zlib zlib.c)
target_link_libraries(zlib ZLIB::ZLIB)
add_executable(every all.c)
target_link_libraries(every PkgConfig::CURL ZLIB::ZLIB)
`,
  'Cargo.toml':
    '[package]\nname = "libraries"\nversion = "0.1.0"\nedition = "2021"\n[build-dependencies]\npkg-config = "0.3.30"\n',
  'build.rs': `fn main() {
    for name in std::env::var("PROBED").unwrap().split(' ') {
        pkg_config::Config::new().probe(name).unwrap();
    }
}
`,
  'src/main.rs': `use std::ffi::{c_char, CStr};
extern "C" {
    fn zlibVersion() -> *const c_char;
    #[cfg(target_env = "musl")]
    fn curl_version() -> *const c_char;
}
fn main() {
    println!("{}", unsafe { CStr::from_ptr(zlibVersion()) }.to_str().unwrap());
    #[cfg(target_env = "musl")]
    println!("{}", unsafe { CStr::from_ptr(curl_version()) }.to_str().unwrap());
}
`,
};

let project: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'mkcross-nixpkgs-libraries-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), text);
  }
  await execa('node', [command, 'generate'], { cwd: project });
});
afterAll(() => rm(project, { recursive: true, force: true, maxRetries: 20 }));

async function build(script: string) {
  const { exitCode, stdout, stderr } = await develop(testbed, { project, command: ['bash', '-ec', script] });
  expect([exitCode, exitCode === 0 ? '' : `${stdout}\n${stderr}`]).toEqual([0, '']);
  return { stdout: stdout.replaceAll('\r', ''), stderr };
}
const needsOf = async (path: string) => foreignNeeds(await readBinary(join(project, path)));
const printed = '1.3.2\nOpenSSL 3.6.0\nlibcurl/8.16.0';

describe('libraries of nixpkgs are linked into static programs for musl', () => {
  it('by the compiler, with what pkg-config says', async () => {
    const { stdout } = await build(
      `mkdir -p out; ${musl}-gcc all.c -static $(${musl}-pkg-config --cflags --libs zlib openssl libcurl) -o out/all; out/all`,
    );
    expect([stdout, await needsOf('out/all')]).toEqual([printed, []]);
  });

  it('by CMake', async () => {
    const { stdout } = await build(
      `${musl}-cmake -S . -B build/cmake -G Ninja >&2; cmake --build build/cmake >&2; build/cmake/every`,
    );
    expect([stdout, await needsOf('build/cmake/every')]).toEqual([printed, []]);
  });

  it('by Meson', async () => {
    const { stdout } = await build(`${musl}-meson setup build/meson >&2; ninja -C build/meson >&2; build/meson/every`);
    expect([stdout, await needsOf('build/meson/every')]).toEqual([printed, []]);
  });

  it('by cargo and the pkg-config crate', async () => {
    const { stdout } = await build(`PROBED="zlib libcurl" cargo run --quiet --target ${musl}`);
    expect([stdout, await needsOf(`target/${musl}/debug/libraries`)]).toEqual(['1.3.2\nlibcurl/8.16.0', []]);
  });
});

describe('for Windows', () => {
  it('the one that has an archive is linked into programs', async () => {
    const { stdout } = await build(
      `mkdir -p out; ${windows}-gcc zlib.c -static $(${windows}-pkg-config --cflags --libs zlib) -o out/zlib.exe; wine-${windows} out/zlib.exe`,
    );
    expect([stdout, await needsOf('out/zlib.exe')]).toEqual(['1.3.2', []]);
    const rust = await build(`PROBED=zlib cargo run --quiet --target ${windows}`);
    expect([rust.stdout, await needsOf(`target/${windows}/debug/libraries.exe`)]).toEqual(['1.3.2', []]);
  });

  it('the shell says at a terminal which have none, once, and nothing where its output is a log', async () => {
    const enter = `XDG_CACHE_HOME='${join(project, 'cache')}' /usr/bin/script -qec 'bash -c "eval \\"\\$shellHook\\""' /dev/null`;
    const { stdout: said } = await build(enter);
    expect((await build(enter)).stdout).not.toContain('has no archives');
    expect((await build('true')).stderr).not.toContain('has no archives');
    expect(said).toContain(
      `mkcross: ${windows}: "openssl" of nixpkgs has no archives of libcrypto.dll.a libssl.dll.a: programs that link them need shared libraries beside them. List a package that has archives, such as "pkgsStatic.openssl"`,
    );
    expect(said).toContain(`"curl" of nixpkgs has no archives of libcrypto.dll.a libcurl.dll.a libssl.dll.a`);
    expect(said).not.toContain('"zlib" of nixpkgs has no archives');
    expect(said).not.toContain(`mkcross: ${musl}:`);
  });
});
