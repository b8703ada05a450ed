import type { Library } from '@mkcross/core';

const set = 'x86_64-pc-windows-gnu';
const install = {
  apk: 'mingw-w64-gcc',
  apt: 'g++-mingw-w64-x86-64-posix',
  brew: 'mingw-w64',
  dnf: 'mingw64-gcc-c++',
  pacman: 'mingw-w64-gcc',
} as const;
const debianGcc = ['/usr/lib/gcc/x86_64-w64-mingw32/14-posix', '/usr/lib/gcc/x86_64-w64-mingw32/12-posix'] as const;

/** What programs for Windows are compiled and linked against. */
export const libraries = {
  libc: {
    why: 'The headers of mingw-w64.',
    nix: { package: { set, attr: ['stdenv.cc.libc'] } },
    host: {
      dirs: {
        include: ['/usr/x86_64-w64-mingw32/include', '/usr/x86_64-w64-mingw32/sys-root/mingw/include'],
        lib: ['/usr/x86_64-w64-mingw32/lib', '/usr/x86_64-w64-mingw32/sys-root/mingw/lib'],
        pkgconfig: ['/usr/x86_64-w64-mingw32/lib/pkgconfig', '/usr/x86_64-w64-mingw32/sys-root/mingw/lib/pkgconfig'],
      },
      install,
    },
  },
  pthreads: {
    why: 'rustc asks for -l:libpthread.a for this target, and crates such as aws-lc-sys include <pthread.h>.',
    nix: {
      package: {
        set,
        attr: ['windows.pthreads'],
        // Until 25.05 windows.pthreads is another library, pthreads-w32, so that its presence decides nothing.
        before: { version: '25.11', attr: 'windows.mingw_w64_pthreads' },
      },
    },
    host: {
      dirs: {
        include: ['/usr/x86_64-w64-mingw32/include', '/usr/x86_64-w64-mingw32/sys-root/mingw/include'],
        lib: ['/usr/x86_64-w64-mingw32/lib', '/usr/x86_64-w64-mingw32/sys-root/mingw/lib'],
      },
      install,
    },
  },
  gcc: {
    why: 'The C++ library, to link into programs (lib) and for programs that load it (bin).',
    nix: {
      package: { set, attr: ['stdenv.cc.cc'] },
      dirs: {
        bin: { output: 'lib', path: 'x86_64-w64-mingw32/lib' },
        lib: { output: 'out', path: 'x86_64-w64-mingw32/lib' },
      },
    },
    host: { dirs: { bin: debianGcc, lib: debianGcc }, install },
  },
  mcfgthread: {
    why: 'nixpkgs’ mingw gcc uses its thread model, so that C++ programs may load libmcfgthread-2.dll.',
    nix: {
      package: { set, attr: ['windows.mcfgthreads'] },
      dirs: { bin: { output: 'out', path: 'bin' }, lib: { output: 'out', path: 'lib' } },
    },
    // Compilers of distributions use pthreads, and need nothing of it.
    host: { dirs: {}, install: {}, standIn: ['libmcfgthread.a'] },
  },
} as const satisfies Readonly<Record<string, Library>>;
