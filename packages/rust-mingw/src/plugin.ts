import { API_VERSION, definePlugin, type Contribution, type Fitted, type RefineContext } from '@mkcross/core';
import {
  crossTools,
  cVerification,
  fittedTarget,
  linkerOption,
  rustTarget,
  rustVerification,
  zigLinked,
  zigLinkerTools,
  type RustTarget,
} from '@mkcross/rust';
import { libraries } from './libraries.ts';

const triple = 'x86_64-pc-windows-gnu';

const install = {
  apk: 'mingw-w64-gcc',
  apt: 'g++-mingw-w64-x86-64-posix',
  brew: 'mingw-w64',
  dnf: 'mingw64-gcc-c++',
  pacman: 'mingw-w64-gcc',
  zypper: 'mingw64-cross-gcc-c++',
} as const;

const crossCompilers = crossTools(triple, {
  // The posix variant comes first: without it C++ has no std::thread.
  cc: ['x86_64-w64-mingw32-gcc-posix', 'x86_64-w64-mingw32-gcc'],
  cxx: ['x86_64-w64-mingw32-g++-posix', 'x86_64-w64-mingw32-g++'],
  forCc: {
    faults: [
      {
        args: ['-v'],
        pattern: '^Thread model: win32',
        why: 'It is of the thread model win32, in which C++ has no std::thread and no std::mutex.',
        mend: 'Install its posix variant: g++-mingw-w64-x86-64-posix on Debian.',
      },
    ],
  },
  ar: ['x86_64-w64-mingw32-gcc-ar-posix', 'x86_64-w64-mingw32-ar'],
  ranlib: ['x86_64-w64-mingw32-gcc-ranlib-posix', 'x86_64-w64-mingw32-ranlib'],
  install,
});

const artifact = { format: 'pe', arch: 'x86_64', linkage: 'system' } as const;

const common = {
  triple,
  hosts: ['aarch64-linux', 'x86_64-linux'],
  cmake: { system: 'Windows', processor: 'AMD64' },
} as const;

const byGcc = (cxxRuntime: 'dll' | 'static'): RustTarget => ({
  ...common,
  inputs: { path: ['cc'] },
  runtime: [
    { library: 'gcc', dir: 'bin' },
    { library: 'mcfgthread', dir: 'bin' },
  ],
  rustflags: [
    ['-L native=', { library: 'gcc', dir: 'lib' }],
    ['-L native=', { library: 'mcfgthread', dir: 'lib' }],
    // C++ threads of nixpkgs' gcc call it; a program that does not call it does not import it.
    '-C link-arg=-lmcfgthread',
  ],
  libraries: ['pthreads'],
  c: { runtime: 'msvcrt' },
  resourceCompiler: { tool: 'windres' },
  ...(cxxRuntime === 'dll'
    ? {}
    : {
        env: {
          CXXSTDLIB_x86_64_pc_windows_gnu: {
            kind: 'set',
            value: 'static=stdc++',
            why: 'C++ in crates becomes part of the exe; no linker flag keeps rustc from importing libstdc++-6.dll.',
          },
        },
      }),
  verification: [...rustVerification(triple, artifact), ...cVerification(artifact, [])],
});

const byZig = zigLinked({ ...common, artifact, runsOn: [], rustflags: [] });

function refine(contribution: Contribution, context: RefineContext): Fitted {
  if (context.target !== triple) return contribution;
  const cxxRuntime = context.options['cxx-runtime'] === 'dll' ? 'dll' : 'static';
  const target = context.options['linker'] === 'zig' ? byZig : byGcc(cxxRuntime);
  return fittedTarget(target, context, 'rust-mingw');
}

/** Rust programs for Windows, by mingw-w64: x86_64 windows-gnu, with C and C++ in crates. */
export const rustMingw = definePlugin({
  apiVersion: API_VERSION,
  meta: {
    id: 'rust-mingw',
    package: '@mkcross/rust-mingw',
    summary: 'Windows programs in Rust: x86_64 windows-gnu by mingw-w64.',
  },
  requires: ['rust'],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      'cxx-runtime': {
        enum: ['static', 'dll'],
        default: 'static',
        description: 'Whether C++ in crates is linked into the exe, or needs libstdc++-6.dll beside it.',
      },
      linker: linkerOption,
    },
  },
  tools: {
    ...crossCompilers,
    ...zigLinkerTools,
    windres: {
      why: 'Compiles Windows resources: icons, versions, manifests.',
      nix: { package: { set: triple, attr: ['stdenv.cc'] }, program: { prefixed: 'windres' } },
      host: { commands: ['x86_64-w64-mingw32-windres'], install, optional: true },
    },
  },
  libraries,
  targets: [rustTarget(byGcc('static'))],
  refine,
});
