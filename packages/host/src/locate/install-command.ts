import type { InstallHints, NixPackage, PackageManager } from '@mkcross/core';

/** How each package manager is told to install. */
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

/** What is missing: how it is installed, and where nixpkgs has it. */
export interface Missing {
  readonly install: InstallHints;
  readonly nix: NixPackage;
}

/**
 * The command that installs all of these by a package manager; what it has no package of is left out. Undefined where
 * nothing is left.
 */
export function installCommand(manager: PackageManager | 'nix', missing: readonly Missing[]): string | undefined {
  const names = missing.flatMap((one) => packageNames(manager, one));
  if (names.length === 0) return undefined;
  return `${commands[manager]} ${[...new Set(names)].toSorted().join(' ')}`;
}

/** The packages of one manager that hold what is missing. */
export function packageNames(manager: PackageManager | 'nix', { install, nix }: Missing): readonly string[] {
  if (manager !== 'nix') return install[manager]?.split(' ') ?? [];
  return nix.set === undefined && nix.flake === undefined ? [`nixpkgs#${nix.attr[0]}`] : [];
}
