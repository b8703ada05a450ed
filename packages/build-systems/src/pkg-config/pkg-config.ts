import { ccName, type Ref, type Tool } from '@mkcross/core';
import type { AdapterInput, Contribution, ResolvedToolchain } from '../adapter.ts';
import { joined, type AdapterText } from '../text.ts';
import body from './pkg-config.sh';

/** pkg-config itself: a tool of the adapter autotools, which all that find libraries by it refer to. */
export const pkgConfigTool: Tool = {
  why: 'Finds libraries of a target.',
  nix: { package: { attr: ['pkg-config-unwrapped'] }, program: 'pkg-config' },
  find: [{ command: 'pkg-config' }, { command: 'pkgconf' }],
  optional: true,
  install: {
    apk: 'pkgconf',
    apt: 'pkg-config',
    brew: 'pkgconf',
    dnf: 'pkgconf-pkg-config',
    pacman: 'pkgconf',
    zypper: 'pkgconf-pkg-config',
  },
};
const tool: Ref = 'autotools/pkg-config';

/** The name of the pkg-config that finds the libraries of a toolchain. */
export const pkgConfigName = ({ prefix }: ResolvedToolchain): string => `${prefix}pkg-config`;

/** The C library's headers and archives, where they have folders of their own, and the libraries of a toolchain. */
export const librariesOf = ({ c, libraries }: ResolvedToolchain): readonly Ref[] => [
  ...(c?.library === undefined ? [] : [c.library]),
  ...libraries,
];

/** The folders that pkg-config searches, joined by ":". */
export const pkgConfigFolders = (toolchain: ResolvedToolchain): AdapterText =>
  joined(
    librariesOf(toolchain).map((library): AdapterText => [{ library, dir: 'pkgconfig' }]),
    ':',
  );

/** The program `<triple>-pkg-config`. */
export function pkgConfig({ target, toolchain }: AdapterInput): NonNullable<Contribution['programs']> {
  return {
    [pkgConfigName(toolchain)]: {
      values: {
        pkg_config: [{ tool }],
        folders: pkgConfigFolders(toolchain),
        triple: target.triple,
        suffix: ccName(target.triple),
        // A static program also needs what its libraries need.
        linkage: toolchain.linkage,
      },
      body,
    },
  };
}
