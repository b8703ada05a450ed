import { execa } from 'execa';
import { isThere, type Say } from '../cache.ts';
import type { Extent } from '../testbed.ts';

/** Names of Debian's packages, each with a file that tells that it is there. */
type Packages = Readonly<Record<string, string>>;

const pip: Packages = { 'python3-pip': '/usr/bin/pip3' };

/** What the first table needs. */
const first: Packages = {
  'nix-bin': '/usr/bin/nix',
  git: '/usr/bin/git',
  gcc: '/usr/bin/gcc',
  'g++': '/usr/bin/g++',
  make: '/usr/bin/make',
  'rustc-web': '/usr/bin/rustc',
  'cargo-web': '/usr/bin/cargo',
  'rust-web-src': '/usr/lib/rustlib/src/rust/library/std/Cargo.toml',
  'musl-tools': '/usr/bin/musl-gcc',
  'gcc-mingw-w64-x86-64-posix': '/usr/bin/x86_64-w64-mingw32-gcc-posix',
  'g++-mingw-w64-x86-64-posix': '/usr/bin/x86_64-w64-mingw32-g++-posix',
  wine: '/usr/bin/wine',
  wine64: '/usr/lib/wine/wine64',
  cmake: '/usr/bin/cmake',
  gawk: '/usr/bin/gawk',
  llvm: '/usr/bin/llvm-readobj',
  'xz-utils': '/usr/bin/xz',
};

/** What end-to-end tests need beside. */
const further: Packages = {
  'gcc-mingw-w64-i686-posix': '/usr/bin/i686-w64-mingw32-gcc-posix',
  'g++-mingw-w64-i686-posix': '/usr/bin/i686-w64-mingw32-g++-posix',
  'gcc-aarch64-linux-gnu': '/usr/bin/aarch64-linux-gnu-gcc',
  'g++-aarch64-linux-gnu': '/usr/bin/aarch64-linux-gnu-g++',
  'libc6-dev-arm64-cross': '/usr/aarch64-linux-gnu/include/stdio.h',
  ccache: '/usr/bin/ccache',
  autoconf: '/usr/bin/autoconf',
  automake: '/usr/bin/automake',
  libtool: '/usr/share/libtool/build-aux/ltmain.sh',
  direnv: '/usr/bin/direnv',
  fish: '/usr/bin/fish',
  'libclang-14-dev': '/usr/lib/llvm-14/lib/libclang.so',
  'pkg-config': '/usr/bin/pkg-config',
  'qemu-user-static': '/usr/bin/qemu-aarch64-static',
  file: '/usr/bin/file',
  patchelf: '/usr/bin/patchelf',
  imagemagick: '/usr/bin/compare-im6.q16',
  chromium: '/usr/bin/chromium',
  xvfb: '/usr/bin/Xvfb',
  'x11-apps': '/usr/bin/xwd',
  shellcheck: '/usr/bin/shellcheck',
  shfmt: '/usr/bin/shfmt',
  zsh: '/usr/bin/zsh',
  zstd: '/usr/bin/zstd',
};

/** Installs pip, which is there in seconds. */
export const installPip = (say: Say): Promise<void> => install(pip, say);

/** Installs compilers, Nix and Wine, and for all tests more. */
export const installToolchains = (extent: Extent, say: Say): Promise<void> =>
  install(extent === 'first' ? first : { ...first, ...further }, say);

/** Installs what is missing of packages, having said so. */
async function install(packages: Packages, say: Say): Promise<void> {
  const there = await Promise.all(
    Object.entries(packages).map(async ([name, file]) => ((await isThere(file)) ? [] : [name])),
  );
  const missing = there.flat();
  if (missing.length === 0) return;
  say(`installing Debian packages: ${missing.join(' ')}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await execa('apt-get', ['update', '-qq'], { env, all: true });
  await execa('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], { env, all: true });
}
