/**
 * The package managers that mkcross proposes commands of, by their names in `install`. Others may be named; they are never proposed.
 * `pkg` is that of FreeBSD and Termux.
 */
export const packageManagers: readonly string[] = [
  'apk',
  'apt',
  'brew',
  'cargo',
  'choco',
  'dnf',
  'emerge',
  'guix',
  'npm',
  'pacman',
  'pip',
  'pkg',
  'port',
  'scoop',
  'snap',
  'winget',
  'xbps',
  'zypper',
];

/** What people call some of them: their distributions and other commands. */
export const otherNames: Readonly<Record<string, string>> = {
  alpine: 'apk',
  'apt-get': 'apt',
  arch: 'pacman',
  chocolatey: 'choco',
  debian: 'apt',
  fedora: 'dnf',
  freebsd: 'pkg',
  gentoo: 'emerge',
  homebrew: 'brew',
  macports: 'port',
  opensuse: 'zypper',
  pip3: 'pip',
  portage: 'emerge',
  pypi: 'pip',
  ubuntu: 'apt',
  void: 'xbps',
  yum: 'dnf',
};
