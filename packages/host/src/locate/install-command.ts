import type { InstallHints, NixPackage, PackageManager } from '@mkcross/core';

/** The command line of each package manager that installs packages. */
const commands: Readonly<Record<PackageManager | 'nix', string>> = {
  apk: 'apk add',
  apt: 'apt-get install',
  brew: 'brew install',
  dnf: 'dnf install',
  nix: 'nix profile install',
  pacman: 'pacman -S',
  pip: 'pip install',
  zypper: 'zypper install',
};

/** A missing tool or library: its packages, and its attribute in nixpkgs. */
export interface Missing {
  readonly install: InstallHints;
  readonly nix: NixPackage;
}

/**
 * The command that installs missing tools and libraries with a package manager. Those that it has no package for are left
 * out; undefined if none remain.
 */
export function installCommand(manager: PackageManager | 'nix', missing: readonly Missing[]): string | undefined {
  const names = missing.flatMap((one) => packageNames(manager, one));
  if (names.length === 0) return undefined;
  return `${commands[manager]} ${[...new Set(names)].toSorted().join(' ')}`;
}

/** The packages of one package manager that contain a missing tool or library. */
export function packageNames(manager: PackageManager | 'nix', { install, nix }: Missing): readonly string[] {
  if (manager !== 'nix') return install[manager]?.split(' ') ?? [];
  return nix.set === undefined && nix.flake === undefined ? [`nixpkgs#${nix.attr[0]}`] : [];
}
