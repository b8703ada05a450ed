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

/** Packages whose setup hooks tell every build of the shell about the libraries of the host, and the host's zlib, which says 1.3.1. */
const files: Readonly<Record<string, string>> = {
  'mkcross.toml': `plugins = ["rust-musl", "rust-mingw", "wine", "zig"]
targets = ["${musl}", "${windows}"]
[nix]
packages = ["cmake", "meson", "ninja", "pkg-config", "zig", "zlib"]
[target.${windows}]
libraries = ["zlib"]
`,
  'main.c': '#include <stdio.h>\n#include <zlib.h>\nint main(void) { puts(zlibVersion()); return 0; }\n',
  'main.zig': 'pub fn main() void {}\n',
  'meson.build':
    "project('hooks', 'c')\nexecutable('main', 'main.c', dependencies: dependency('zlib', required: false))\n",
  'CMakeLists.txt': `cmake_minimum_required(VERSION 3.20)
project(hooks C)
find_package(ZLIB)
find_library(Z z)
find_path(H zlib.h)
find_package(PkgConfig REQUIRED)
pkg_check_modules(P zlib)
message(STATUS "found: \${ZLIB_FOUND} \${Z} \${H} \${P_VERSION}")
if(ZLIB_FOUND)
  add_executable(main main.c)
  target_link_libraries(main ZLIB::ZLIB)
endif()
`,
  configure: `#!/bin/sh
# The first lines of every script of autoconf, and how it looks for pkg-config.
test -z "$CONFIG_SITE" || . "$CONFIG_SITE"
echo "\${PKG_CONFIG-pkg-config} \${CC-cc}"
`,
};

let project: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'mkcross-nixpkgs-hooks-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), text);
  }
  await execa('node', [command, 'generate'], { cwd: project });
});
afterAll(() => rm(project, { recursive: true, force: true, maxRetries: 20 }));

async function run(script: string) {
  const { exitCode, stdout, stderr } = await develop(testbed, { project, command: ['bash', '-ec', script] });
  expect([exitCode, exitCode === 0 ? '' : `${stdout}\n${stderr}`]).toEqual([0, '']);
  return stdout.replaceAll('\r', '');
}

describe('setup hooks of packages in the shell', () => {
  it('run, as those of nixpkgs do', async () => {
    const [pkgConfig, paths, prefixes, libraries, phase, rpath, version] = (
      await run(
        'printf "%s\\n" "$PKG_CONFIG" "$PKG_CONFIG_PATH" "$NIXPKGS_CMAKE_PREFIX_PATH" "$CMAKE_LIBRARY_PATH" "$SOURCE_DATE_EPOCH" "$NIX_LDFLAGS" "$(pkg-config --modversion zlib)"',
      )
    ).split('\n');
    expect([pkgConfig, phase, version]).toEqual(['pkg-config', '315532800', '1.3.1']);
    expect(paths).toMatch(/-zlib-1\.3\.2-dev\/lib\/pkgconfig/);
    expect(prefixes).toMatch(/-zlib-1\.3\.2-dev:/);
    expect(libraries).toMatch(/-zlib-1\.3\.2\/lib/);
    expect(rpath).toMatch(/^-rpath .*\/lib .*-L.*-zlib-1\.3\.2\/lib/);
  });

  it('do not bring the host’s library into CMake for a target', async () => {
    const found = async (target: string) =>
      /found: .*/.exec(await run(`${target}-cmake -S . -B build/cmake-${target} -G Ninja`))?.[0];
    expect(await found(musl)).toBe('found: FALSE Z-NOTFOUND H-NOTFOUND ');
    expect(await found(windows)).toMatch(/^found: TRUE \/nix\/store\/.*libz\S*\.a \/nix\/store\/\S+ 1\.3\.2$/);
    expect(await run(`cmake --build build/cmake-${windows} >&2; wine-${windows} build/cmake-${windows}/main.exe`)).toBe(
      '1.3.2',
    );
  });

  it('nor into Meson', async () => {
    const setup = (target: string) => run(`${target}-meson setup build/meson-${target}`);
    expect(await setup(musl)).toMatch(/Run-time dependency zlib found: NO/);
    expect(await setup(windows)).toMatch(/Run-time dependency zlib found: YES 1\.3\.2/);
    await run(`ninja -C build/meson-${windows}`);
    expect(foreignNeeds(await readBinary(join(project, `build/meson-${windows}/main.exe`)))).toEqual([]);
  });

  it('nor its pkg-config into configure', async () => {
    const said = (host: string) => run(`host_alias=${host} sh ./configure`);
    expect(await said('x86_64-linux-musl')).toMatch(
      /^\/nix\/store\/\S+\/x86_64-unknown-linux-musl-pkg-config \S+-musl-gcc$/,
    );
    expect(await said('x86_64-w64-mingw32')).toMatch(
      /^\/nix\/store\/\S+\/x86_64-pc-windows-gnu-pkg-config \S+-windows-gnu-gcc$/,
    );
  });

  it('still let the host be built for, with its own library, which the program finds at run time', async () => {
    expect(await run('mkdir -p build; $CC main.c -lz -o build/main; build/main')).toBe('1.3.1');
  });

  it('give zig a cache in the builder, which is gone, and the shell’s zig uses the user’s', async () => {
    const script = '[ -d "$ZIG_GLOBAL_CACHE_DIR" ] || echo gone; zig env | grep -F global_cache_dir';
    const [cache, used] = (await run(script)).split('\n');
    expect(cache).toBe('gone');
    expect(used).toMatch(/\.cache\/zig/);
  });
});
