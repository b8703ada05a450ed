import type { PublishedBuild, PublishedProgram } from './published-program.ts';

const musl = 'x86_64-unknown-linux-musl';
const windows = 'x86_64-pc-windows-gnu';
const targets: readonly string[] = [musl, windows];

const exe = (target: string) => (target === windows ? '.exe' : '');
/** What people who know autotools type. */
const gnuName = (target: string) => (target === windows ? 'x86_64-w64-mingw32' : 'x86_64-linux-musl');

const config = (packages: readonly string[]) => ({
  'mkcross.toml': `plugins = ["zig-cc", "wine"]
targets = ["${windows}", "${musl}"]

[nix]
packages = ${JSON.stringify(packages)}
`,
});

/** A build for each target by configure and make, in a folder of its own. */
const byConfigure = (binary: string, work: string, words = ''): readonly PublishedBuild[] =>
  targets.map((target) => ({
    target,
    build: `mkdir -p build/${target}
cd build/${target}
../../source/configure --host=${gnuName(target)}${words}
make`,
    binary: `build/${target}/${binary}${exe(target)}`,
    work,
  }));

const failing = (
  builds: readonly PublishedBuild[],
  fails: NonNullable<PublishedBuild['fails']>,
): readonly PublishedBuild[] => builds.map((build) => (build.target === windows ? { ...build, fails } : build));

/** Compresses, decompresses, and compares with what the machine's own program makes of it, both ways. */
const thereAndBack = (program: string) => `seq 200000 >numbers
$program -9 -c numbers >packed
${program} -dc packed | cmp - numbers
${program} -c numbers | $program -dc | cmp - numbers
$program --version | head -n 1
echo "$(stat -c %s numbers) bytes to $(stat -c %s packed), and back"`;

const xz: PublishedProgram = {
  name: 'xz',
  source: { debian: 'xz-utils' },
  by: 'C, autotools',
  backends: ['host', 'nix'],
  files: config([]),
  builds: byConfigure('src/xz/xz', thereAndBack('xz')),
};

const gzip: PublishedProgram = {
  name: 'gzip',
  source: { debian: 'gzip' },
  by: 'C, autotools',
  backends: ['host'],
  files: config([]),
  builds: byConfigure('gzip', thereAndBack('gzip')),
};

const hello: PublishedProgram = {
  name: 'hello',
  source: { debian: 'hello' },
  by: 'C, autotools',
  backends: ['host'],
  files: config([]),
  builds: failing(byConfigure('hello', `$program --greeting='Hello, musl'`), {
    says: 'invalid operands to binary expression',
    why: 'its gnulib of 2014 compares an `mbstate_t` with 0, which is a struct in Windows’ UCRT',
  }),
};

const jq: PublishedProgram = {
  name: 'jq',
  source: { debian: 'jq' },
  by: 'C, autotools',
  backends: ['host'],
  files: config([]),
  prepare: ['autoreconf', '--install', '--force'],
  builds: failing(
    byConfigure(
      'jq',
      `echo '[{"n":1},{"n":2},{"n":3}]' | $program -c 'map(.n * 2) | {sum: add, all: .}'`,
      ' --without-oniguruma --disable-docs --disable-maintainer-mode',
    ),
    {
      says: "call to undeclared function 'setenv'",
      why: 'jq 1.6 calls `setenv` where there is no `timegm`; Windows has neither',
    },
  ),
};

const ninja: PublishedProgram = {
  name: 'ninja',
  source: { debian: 'ninja-build' },
  by: 'C++, CMake',
  backends: ['host'],
  files: config(['cmake', 'ninja']),
  builds: targets.map((target) => ({
    target,
    build: `${target}-cmake -S source -B build/${target} -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF
cmake --build build/${target}`,
    binary: `build/${target}/ninja${exe(target)}`,
    work: `printf 'rule make\\n  command = ${target === windows ? 'cmd /c ' : ''}echo made>$out\\nbuild one: make\\nbuild two: make one\\n' >build.ninja
rm -f one two
$program | tail -n 1
grep -q made two
$program`,
  })),
};

const pkgconf: PublishedProgram = {
  name: 'pkgconf',
  source: { debian: 'pkgconf' },
  by: 'C, Meson',
  backends: ['host', 'nix'],
  files: config(['meson', 'ninja']),
  builds: targets.map((target) => ({
    target,
    build: `${target}-meson setup build/${target} source --buildtype=release --default-library=static -Dtests=false
ninja -C build/${target}`,
    binary: `build/${target}/pkgconf${exe(target)}`,
    work: `printf 'prefix=/of\\nName: b\\nDescription: b\\nVersion: 2\\nLibs: -L\${prefix}/b -lb\\n' >b.pc
printf 'Name: a\\nDescription: a\\nVersion: 1\\nRequires: b >= 2\\nLibs: -la\\nCflags: -DA\\n' >a.pc
$program --with-path=. --cflags --libs a`,
  })),
};

/** ripgrep with PCRE2, whose C is built with it; for musl jemalloc's too. */
const ripgrep = (name: string, linker: string, by: string): PublishedProgram => ({
  name,
  source: { crate: 'ripgrep', version: '14.1.1' },
  by,
  backends: ['host'],
  files: {
    'mkcross.toml': `plugins = ["rust", "rust-musl", "rust-mingw", "wine"]\n${linker}`,
    'rust-toolchain.toml': `[toolchain]\nchannel = "stable"\nprofile = "minimal"\ntargets = ["${windows}", "${musl}"]\n`,
  },
  builds: targets.map((target) => ({
    target,
    build: `cargo install --locked ripgrep@14.1.1 --features pcre2 --no-track --target ${target} --root build/${target}`,
    binary: `build/${target}/bin/rg${exe(target)}`,
    work: `seq 200000 >numbers
grep -P '(?<!1)23(?=4)' numbers >by-grep
$program --pcre2 --no-line-number '(?<!1)23(?=4)' numbers | tr -d '\\r' | cmp - by-grep
$program --pcre2-version | head -n 1
echo "$(wc -l <by-grep) lines, as grep has them"`,
  })),
});

/** All of them, in the order of the table. */
export const publishedPrograms: readonly PublishedProgram[] = [
  ripgrep('ripgrep', '', 'Rust and C, cargo, linked by gcc'),
  ripgrep('ripgrep by zig', 'toolchain = "zig"\n', 'Rust and C, cargo, linked by zig'),
  xz,
  gzip,
  hello,
  jq,
  ninja,
  pkgconf,
];
