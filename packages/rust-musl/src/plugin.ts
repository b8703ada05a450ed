import {
  API_VERSION,
  definePlugin,
  type Contribution,
  type HostCommand,
  type Library,
  type RefineContext,
} from '@mkcross/core';
import {
  compilesC,
  crossTools,
  cVerification,
  rustTarget,
  rustTargetEnv,
  rustVerification,
  type RustTarget,
} from '@mkcross/rust';

const triple = 'x86_64-unknown-linux-musl';

const artifact = { format: 'elf', arch: 'x86_64', linkage: 'static' } as const;

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

const target: RustTarget = {
  triple,
  hosts: ['aarch64-linux', 'x86_64-linux'],
  runsOn: ['x86_64-linux'],
  // No +crt-static: it is rustc's default here, and flags of a target switch off `build.rustflags` of a cargo config.
  rustflags: [],
  libraries: [],
  c: { runtime: 'musl' },
  cmake: { system: 'Linux', processor: 'x86_64' },
  verification: [...rustVerification(triple, artifact), ...cVerification(artifact, ['-static'])],
};

const libc: Library = {
  why: 'The headers of musl.',
  nix: { package: { set: triple, attr: ['stdenv.cc.libc'] } },
  host: {
    dirs: {
      include: ['/usr/include/x86_64-linux-musl', '/usr/x86_64-linux-musl/include', '/usr/lib/musl/include'],
      lib: ['/usr/lib/x86_64-linux-musl', '/usr/x86_64-linux-musl/lib', '/usr/lib/musl/lib'],
      pkgconfig: ['/usr/lib/x86_64-linux-musl/pkgconfig', '/usr/lib/musl/lib/pkgconfig'],
    },
    install: { apk: 'musl-dev', apt: 'musl-tools', dnf: 'musl-devel', pacman: 'musl' },
  },
};

function refine(contribution: Contribution, context: RefineContext): Contribution {
  if (context.target !== triple) return contribution;
  return { ...contribution, env: rustTargetEnv(target, context.libraries, compilesC(context, 'rust-musl')) };
}

/** Rust programs for Linux that need nothing but the kernel: x86_64 musl, static by construction. */
export const rustMusl = definePlugin({
  apiVersion: API_VERSION,
  meta: { id: 'rust-musl', package: '@mkcross/rust-musl', summary: 'Static Linux programs in Rust: x86_64 musl.' },
  requires: ['rust'],
  tools: crossTools(triple, {
    cc: ['x86_64-unknown-linux-musl-gcc', muslGcc('x86_64-linux-musl-gcc'), muslGcc('musl-gcc')],
    cxx: ['x86_64-linux-musl-g++', 'x86_64-unknown-linux-musl-g++'],
    ar: ['x86_64-linux-musl-ar', 'ar'],
    ranlib: ['x86_64-linux-musl-ranlib', 'ranlib'],
    install: { apk: 'musl-dev gcc', apt: 'musl-tools', dnf: 'musl-gcc', pacman: 'musl' },
    forCxx: {
      install: { apk: 'g++' },
      instead: 'Few systems have a C++ compiler for musl; zig is one: write linker = "zig" under [plugin.rust-musl].',
    },
  }),
  libraries: { libc },
  targets: [rustTarget(target)],
  refine,
});
