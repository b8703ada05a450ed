import { findTarget, type HostCommand, type HostTool, type InstallHints, type Tool, type Triple } from '@mkcross/core';

/** Where a machine without Nix has the tools of a cross target. */
export interface CrossHost {
  readonly cc: readonly [HostCommand, ...HostCommand[]];
  readonly cxx: readonly [HostCommand, ...HostCommand[]];
  readonly ar: readonly [string, ...string[]];
  readonly ranlib: readonly [string, ...string[]];
  readonly install: InstallHints;
  /** What to do where no package manager has them, as a sentence. */
  readonly instead?: string;
  /** What the C compiler may suffer from. */
  readonly forCc?: Pick<HostTool, 'faults'>;
  /** How the C++ compiler is installed, where that is another package; and what to do where there is none. */
  readonly forCxx?: Pick<HostTool, 'install' | 'instead'>;
}

/**
 * The tools that `toolsCalled(prefix)` names, and `pkg-config`, from the C compiler of the target's package set in nixpkgs.
 *
 * gcc is called by its own name, not as `cc`: for windows-gnu the cmake crate puts `windres` in the place of `gcc` in the
 * compiler's name to find the resource compiler; from `cc` it gets the C compiler, contradicts the toolchain file, and
 * CMake starts over without it, with the host's compiler.
 */
export function crossTools(triple: Triple, host: CrossHost, prefix = ''): Readonly<Record<string, Tool>> {
  const target = findTarget(triple);
  const gnu = target?.gnu ?? triple;
  const [c, cxx] = target?.nixpkgs[0].compiler === 'llvm' ? (['clang', 'clang++'] as const) : (['gcc', 'g++'] as const);
  const tool = (program: string, commands: CrossHost['cc'], why: string, more: Partial<HostTool> = {}): Tool => ({
    why,
    nix: { package: { set: triple, attr: ['stdenv.cc'] }, program: { prefixed: program } },
    host: {
      commands,
      install: host.install,
      ...(host.instead === undefined ? {} : { instead: host.instead }),
      ...more,
    },
  });
  return {
    [`${prefix}cc`]: tool(c, host.cc, `Compiles C for ${gnu} and links.`, host.forCc),
    [`${prefix}cxx`]: tool(cxx, host.cxx, `Compiles C++ for ${gnu}.`, { optional: true, ...host.forCxx }),
    [`${prefix}ar`]: tool('ar', host.ar, `Makes static libraries for ${gnu}.`),
    [`${prefix}ranlib`]: tool('ranlib', host.ranlib, `Indexes static libraries for ${gnu}.`),
    'pkg-config': pkgConfig,
  };
}

const pkgConfig: Tool = {
  why: 'Finds libraries of a target.',
  nix: { package: { attr: ['pkg-config-unwrapped'] }, program: 'pkg-config' },
  host: {
    commands: ['pkg-config', 'pkgconf'],
    optional: true,
    install: {
      apk: 'pkgconf',
      apt: 'pkg-config',
      brew: 'pkgconf',
      dnf: 'pkgconf-pkg-config',
      pacman: 'pkgconf',
      zypper: 'pkgconf-pkg-config',
    },
  },
};
