/** The C libraries of ELF systems of which the shared libraries are known. */
export type ElfLibc = 'bionic' | 'freebsd' | 'glibc' | 'musl' | 'netbsd' | 'openbsd';

/**
 * Shared libraries that every machine with a C library has, as file names in which `*` stands for any text; the loader is
 * among them. Of glibc: its own libraries ("Libraries" in its manual), and libgcc_s, on which Debian's and Fedora's
 * packages of glibc depend. Of the BSDs and Android: libraries of the base system that C and C++ programs need.
 */
export const elfSystemLibraries: Readonly<Record<ElfLibc, readonly string[]>> = {
  bionic: ['libc.so', 'libdl.so', 'liblog.so', 'libm.so', 'linker', 'linker64'],
  freebsd: [
    'ld-elf*.so.1',
    'libc++.so.1',
    'libc.so.7',
    'libcxxrt.so.1',
    'libdl.so.1',
    'libgcc_s.so.1',
    'libm.so.5',
    'librt.so.1',
    'libsys.so.7',
    'libthr.so.3',
    'libutil.so.*',
  ],
  glibc: [
    'ld-linux*.so.*',
    'ld.so.1',
    'ld64.so.*',
    'libanl.so.1',
    'libc.so.6',
    'libc.so.6.1',
    'libdl.so.2',
    'libgcc_s.so.1',
    'libm.so.6',
    'libm.so.6.1',
    'libmvec.so.1',
    'libpthread.so.0',
    'libresolv.so.2',
    'librt.so.1',
    'libutil.so.1',
  ],
  musl: ['ld-musl-*.so.1', 'libc.musl-*.so.1', 'libc.so'],
  netbsd: ['ld.elf_so', 'libc.so.12', 'libgcc_s.so.1', 'libm.so.0', 'libpthread.so.1', 'librt.so.1', 'libutil.so.7'],
  openbsd: ['ld.so', 'libc++.so.*', 'libc++abi.so.*', 'libc.so.*', 'libm.so.*', 'libpthread.so.*', 'libutil.so.*'],
};

/** Loaders by file name, as patterns, with the C library that each belongs to. */
export const elfLoaders: readonly (readonly [pattern: string, libc: ElfLibc])[] = [
  ['ld-linux*.so.*', 'glibc'],
  ['ld.so.1', 'glibc'],
  ['ld64.so.*', 'glibc'],
  ['ld-musl-*.so.1', 'musl'],
  ['linker', 'bionic'],
  ['linker64', 'bionic'],
  ['ld-elf*.so.1', 'freebsd'],
  ['ld.elf_so', 'netbsd'],
  ['ld.so', 'openbsd'],
];

/** Folders of which every macOS has the libraries. */
export const macosSystemFolders: readonly string[] = ['/System/Library/', '/usr/lib/'];

/** Interfaces that every WASI runtime provides, as patterns: modules of preview 1, packages of preview 2 and 3. */
export const wasiInterfaces: readonly string[] = ['wasi:*', 'wasi_snapshot_preview1', 'wasi_unstable'];
