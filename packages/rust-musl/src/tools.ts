import type { HostCommand, Library, Tool } from '@mkcross/core';
import { crossTools, zigLinkerTools } from '@mkcross/rust';

/**
 * musl's own wrapper of the host's gcc, which Debian calls by both names: its specs name an interpreter even where
 * `-static-pie` is asked for. A compiler that is built for musl takes the same words.
 */
const muslGcc = (command: string): HostCommand => ({
  command,
  why: 'musl-gcc does not know -static-pie: what rustc links by it asks for an interpreter that no machine has.',
  wrapper: `words=()
for word; do
  case $word in
    -static-pie) words+=(-Wl,-static,-pie,--no-dynamic-linker,-z,text) ;;
    -c | -E | -S) exec "$program" "$@" ;;
  esac
done
# Some crates call what is in libgcc, which rustc does not name for musl.
exec "$program" "$@" "\${words[@]}" -lgcc
`,
});

const zigInstead = 'zig is one: write linker = "zig" under [plugin.rust-musl].';

/** The compilers of x86_64 and aarch64 musl, those of the latter with `aarch64-` before their names, and zig. */
export const tools: Readonly<Record<string, Tool>> = {
  ...crossTools('x86_64-unknown-linux-musl', {
    cc: ['x86_64-unknown-linux-musl-gcc', muslGcc('x86_64-linux-musl-gcc'), muslGcc('musl-gcc')],
    cxx: ['x86_64-linux-musl-g++', 'x86_64-unknown-linux-musl-g++'],
    ar: ['x86_64-linux-musl-ar', 'ar'],
    ranlib: ['x86_64-linux-musl-ranlib', 'ranlib'],
    install: { apk: 'musl-dev gcc', apt: 'musl-tools', dnf: 'musl-gcc', pacman: 'musl' },
    forCxx: { install: { apk: 'g++' }, instead: `Few systems have a C++ compiler for musl; ${zigInstead}` },
  }),
  ...crossTools(
    'aarch64-unknown-linux-musl',
    {
      cc: ['aarch64-unknown-linux-musl-gcc', 'aarch64-linux-musl-gcc'],
      cxx: ['aarch64-unknown-linux-musl-g++', 'aarch64-linux-musl-g++'],
      ar: ['aarch64-unknown-linux-musl-ar', 'aarch64-linux-musl-ar'],
      ranlib: ['aarch64-unknown-linux-musl-ranlib', 'aarch64-linux-musl-ranlib'],
      install: {},
      instead: `Few systems have compilers for musl on aarch64; ${zigInstead}`,
    },
    'aarch64-',
  ),
  ...zigLinkerTools,
};

/** The headers and libraries of musl, as gcc's targets have them. */
export const libraries: Readonly<Record<string, Library>> = {
  libc: {
    why: 'The headers of musl.',
    nix: { package: { set: 'x86_64-unknown-linux-musl', attr: ['stdenv.cc.libc'] } },
    host: {
      dirs: {
        include: ['/usr/include/x86_64-linux-musl', '/usr/x86_64-linux-musl/include', '/usr/lib/musl/include'],
        lib: ['/usr/lib/x86_64-linux-musl', '/usr/x86_64-linux-musl/lib', '/usr/lib/musl/lib'],
        pkgconfig: ['/usr/lib/x86_64-linux-musl/pkgconfig', '/usr/lib/musl/lib/pkgconfig'],
      },
      install: { apk: 'musl-dev', apt: 'musl-tools', dnf: 'musl-devel', pacman: 'musl' },
    },
  },
  'aarch64-libc': {
    why: 'The headers of musl for aarch64.',
    nix: { package: { set: 'aarch64-unknown-linux-musl', attr: ['stdenv.cc.libc'] } },
    host: {
      dirs: {
        include: ['/usr/aarch64-linux-musl/include', '/usr/aarch64-unknown-linux-musl/include'],
        lib: ['/usr/aarch64-linux-musl/lib', '/usr/aarch64-unknown-linux-musl/lib'],
        pkgconfig: ['/usr/aarch64-linux-musl/lib/pkgconfig'],
      },
      install: {},
    },
  },
};
