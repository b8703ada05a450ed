import { findTarget, type InstallHints, type Tool, type Triple } from '@mkcross/core';

/** Where a machine without Nix has the tools of a cross target. */
export interface CrossHost {
  readonly cc: readonly [string, ...string[]];
  readonly cxx: readonly [string, ...string[]];
  readonly ar: readonly [string, ...string[]];
  readonly ranlib: readonly [string, ...string[]];
  readonly install: InstallHints;
}

/** The tools that `rustTarget` names, from the C compiler of the target's package set in nixpkgs. */
export function crossTools(triple: Triple, host: CrossHost) {
  const gnu = findTarget(triple)?.gnu ?? triple;
  const tool = (program: string, commands: readonly [string, ...string[]], why: string): Tool => ({
    why,
    nix: { package: { set: triple, attr: ['stdenv.cc'] }, program: { prefixed: program } },
    host: { commands, version: { args: ['--version'], pattern: '(\\d+\\.\\d+(?:\\.\\d+)?)' }, install: host.install },
  });
  return {
    cc: tool('cc', host.cc, `Compiles C for ${gnu} and links.`),
    cxx: tool('c++', host.cxx, `Compiles C++ for ${gnu}.`),
    ar: tool('ar', host.ar, `Makes static libraries for ${gnu}.`),
    ranlib: tool('ranlib', host.ranlib, `Indexes static libraries for ${gnu}.`),
    'pkg-config': pkgConfig,
  } as const;
}

const pkgConfig: Tool = {
  why: 'Finds libraries of a target.',
  nix: { package: { attr: ['pkg-config-unwrapped'] }, program: 'pkg-config' },
  host: {
    commands: ['pkg-config', 'pkgconf'],
    version: { args: ['--version'], pattern: '(\\d+\\.\\d+(?:\\.\\d+)?)' },
    install: { apk: 'pkgconf', apt: 'pkg-config', brew: 'pkgconf', dnf: 'pkgconf-pkg-config', pacman: 'pkgconf', zypper: 'pkgconf-pkg-config' },
  },
};
