import { definePlugin } from '@mkcross/core';

const install = {
  apk: 'mingw-w64-gcc',
  apt: 'g++-mingw-w64-x86-64-posix',
  brew: 'mingw-w64',
  dnf: 'mingw64-gcc-c++',
  pacman: 'mingw-w64-gcc',
  zypper: 'mingw64-cross-gcc-c++',
};

/** Debian's and Fedora's folders of mingw-w64. */
const folders = (inner: string) =>
  [
    { path: ['/usr/', { target: 'gnu' }, `/${inner}`] },
    { path: ['/usr/', { target: 'gnu' }, `/sys-root/mingw/${inner}`] },
  ] as const;

/** Windows programs by mingw-w64, with gcc or with zig. */
export default definePlugin({
  apiVersion: 1,
  meta: {
    id: 'rust-mingw',
    package: '@mkcross/rust-mingw',
    summary: 'Windows programs in Rust, C and C++: x86_64 windows-gnu by mingw-w64.',
  },
  nixpkgs: { releases: { oldest: '24.11', newest: '26.11' } },
  requires: ['rust'],
  uses: ['zig-cc'],
  libraries: {
    libc: {
      why: 'The headers of mingw-w64.',
      nix: { package: { set: 'target', attr: ['stdenv.cc.libc'] } },
      find: { include: folders('include'), lib: folders('lib'), pkgconfig: folders('lib/pkgconfig') },
      install,
    },
    pthreads: {
      why: 'rustc asks for -l:libpthread.a for this target, and crates such as aws-lc-sys include <pthread.h>.',
      // Until 25.05, windows.pthreads of nixpkgs is another library, pthreads-w32.
      nix: {
        package: { set: 'target', attr: ['windows.pthreads', 'windows.mingw_w64_pthreads'], named: 'mingw' },
      },
      find: { bin: folders('bin'), include: folders('include'), lib: folders('lib') },
      install,
    },
    libstdcxx: {
      why: 'The C++ library, to link into programs (lib) and for programs that load it (bin).',
      nix: {
        package: { set: 'target', attr: ['stdenv.cc.cc'] },
        dirs: {
          bin: { output: 'lib', path: [{ target: 'gnu' }, '/lib'] },
          lib: { output: 'out', path: [{ target: 'gnu' }, '/lib'] },
        },
      },
      find: {
        bin: [{ path: ['/usr/lib/gcc/', { target: 'gnu' }, '/*-posix'] }, ...folders('bin')],
        lib: [{ path: ['/usr/lib/gcc/', { target: 'gnu' }, '/*-posix'] }, ...folders('lib')],
      },
      install,
    },
    // gcc of nixpkgs includes <mcfgthread/gthr.h> from <thread>, and adds -lmcfgthread to every link.
    mcfgthread: {
      why: 'The thread model of gcc in nixpkgs; compilers of distributions use pthreads.',
      nix: {
        package: { set: 'target', attr: ['windows.mcfgthreads'] },
        dirs: {
          bin: { output: 'out', path: 'bin' },
          include: { output: 'dev', path: 'include' },
          lib: { output: 'out', path: 'lib' },
        },
      },
      find: {},
      stubArchives: ['libmcfgthread.a'],
    },
  },
  toolchains: [
    {
      id: 'gcc',
      targets: { 'x86_64-pc-windows-gnu': {} },
      hosts: ['aarch64-linux', 'x86_64-linux'],
      languages: ['c', 'c++', 'rust'],
      package: {
        why: 'gcc and binutils of mingw-w64.',
        nix: { set: 'target', attr: ['stdenv.cc'] },
        // Debian's variant with POSIX threads comes first: without them, C++ has no std::thread.
        suffixes: ['-posix', ''],
        knownIssues: [
          {
            args: ['-v'],
            pattern: '^Thread model: win32',
            why: 'Its thread model is win32, in which C++ has no std::thread and no std::mutex.',
            fix: 'Install the posix variant: g++-mingw-w64-x86-64-posix on Debian.',
          },
        ],
        install,
      },
      programs: {
        cc: { name: 'gcc' },
        cxx: { name: 'g++', optional: { install } },
        // Those of gcc read objects for link-time optimization.
        ar: { name: 'ar', find: [{ command: [{ target: 'gnu' }, '-gcc-ar-posix'] }] },
        ranlib: { name: 'ranlib', find: [{ command: [{ target: 'gnu' }, '-gcc-ranlib-posix'] }] },
        nm: { name: 'nm' },
        strip: { name: 'strip' },
        objcopy: { name: 'objcopy' },
        objdump: { name: 'objdump' },
        windres: { name: 'windres', optional: { install } },
        dlltool: { name: 'dlltool', optional: { install } },
      },
      c: { runtime: 'msvcrt', library: 'libc' },
      cxx: { runtime: 'libstdc++', link: 'static', archive: 'libstdcxx' },
      libraries: ['mcfgthread', 'pthreads'],
      flags: { executable: ['-static'] },
      // What gcc names itself where it has default libraries, which rustc switches off. The archive is named with its suffix, because ld
      // prefers the import library of libmcfgthread-2.dll. A program that does not call it does not contain it.
      rust: { flags: ['-C link-arg=-l:libmcfgthread.a', '-C link-arg=-lkernel32', '-C link-arg=-lntdll'] },
      linkage: 'system',
      runtime: [
        { library: 'libstdcxx', dir: 'bin' },
        { library: 'mcfgthread', dir: 'bin' },
      ],
    },
    {
      id: 'gcc-dll',
      extends: 'gcc',
      targets: { 'x86_64-pc-windows-gnu': {} },
      cxx: { link: 'dynamic' },
      flags: { executable: [] },
      linkage: 'dynamic',
      runtime: [
        { library: 'libstdcxx', dir: 'bin' },
        { library: 'mcfgthread', dir: 'bin' },
        // Compilers of distributions use it; Debian has its DLL beside its archives.
        { library: 'pthreads', dir: 'bin' },
        { library: 'pthreads', dir: 'lib' },
      ],
    },
    { id: 'zig', extends: 'zig-cc/rust-windows', targets: { 'x86_64-pc-windows-gnu': {} } },
  ],
});
