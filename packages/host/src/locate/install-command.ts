import type { Installation, NixPackage } from '@mkcross/core';
import { installerCommand } from '../fetch/download-source.ts';

/** The command line of each package manager that installs packages. */
const commands: Readonly<Record<string, string>> = {
  apk: 'apk add',
  apt: 'apt-get install',
  brew: 'brew install',
  cargo: 'cargo install',
  choco: 'choco install',
  dnf: 'dnf install',
  emerge: 'emerge',
  guix: 'guix install',
  nix: 'nix profile install',
  npm: 'npm install --global',
  pacman: 'pacman -S',
  pip: 'pip install',
  pkg: 'pkg install',
  port: 'port install',
  scoop: 'scoop install',
  snap: 'snap install',
  winget: 'winget install',
  xbps: 'xbps-install',
  zypper: 'zypper install',
};

/** The package managers that commands are proposed for, sorted. `nix` has packages by their attributes in nixpkgs. */
export const proposedManagers: readonly string[] = Object.keys(commands);

/** A missing tool or library: its packages by package manager, and its attribute in nixpkgs. */
export interface Missing {
  readonly install?: Readonly<Record<string, string>>;
  readonly nix: NixPackage;
}

/**
 * The command that installs missing tools and libraries with a package manager. Those that it has no package for are left
 * out; undefined if none remain, or if the package manager is not among {@link proposedManagers}.
 */
export function installCommand(manager: string, missing: readonly Missing[]): string | undefined {
  const names = missing.flatMap((one) => packageNames(manager, one));
  const command = commands[manager];
  if (names.length === 0 || command === undefined) return undefined;
  return `${command} ${[...new Set(names)].toSorted().join(' ')}`;
}

/** The packages of one package manager that contain a missing tool or library. */
export function packageNames(manager: string, { install, nix }: Missing): readonly string[] {
  if (manager !== 'nix') return install?.[manager]?.split(' ') ?? [];
  return nix.set === undefined && nix.flake === undefined ? [`nixpkgs#${nix.attr[0] ?? ''}`] : [];
}

/** The sentence of a missing tool's message that says how to install it with the machine's package manager. */
export function installHint({ install, installNote, provision }: Installation, manager: string | undefined): string {
  const packages = manager === undefined || manager === 'nix' ? undefined : install?.[manager];
  if (packages !== undefined) return `Install ${packages}, or run: npx mkcross doctor`;
  const installer = installerCommand(provision);
  return installNote ?? (installer === undefined ? 'Run: npx mkcross doctor' : `Run: ${installer}`);
}
