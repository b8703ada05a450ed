import type { Role, Target } from '@mkcross/core';
import type { AdapterInput, AdapterPlaceholder } from '../adapter.ts';
import { pkgConfigName } from '../pkg-config/pkg-config.ts';
import { joined, type AdapterText } from '../text.ts';

/** https://mesonbuild.com/Reference-tables.html#operating-system-names */
const systems: Readonly<Record<string, string>> = {
  hurd: 'gnu',
  illumos: 'sunos',
  ios: 'darwin',
  macos: 'darwin',
  solaris: 'sunos',
  tvos: 'darwin',
  visionos: 'darwin',
  watchos: 'darwin',
};

/** https://mesonbuild.com/Reference-tables.html#cpu-families */
const families: Readonly<Record<string, string>> = {
  aarch64_be: 'aarch64',
  arm64ec: 'aarch64',
  armeb: 'arm',
  mips64el: 'mips64',
  mipsel: 'mips',
  powerpc: 'ppc',
  powerpc64: 'ppc64',
  powerpc64le: 'ppc64',
};

const systemOf = ({ abi, system }: Target): string =>
  abi.startsWith('android') ? 'android' : (systems[system] ?? system);

/** Names of Meson, and the programs that they stand for. */
const binaries: readonly (readonly [string, Role])[] = [
  ['c', 'cc'],
  ['cpp', 'cxx'],
  ['ar', 'ar'],
  ['ranlib', 'ranlib'],
  ['nm', 'nm'],
  ['strip', 'strip'],
  ['objcopy', 'objcopy'],
  ['objdump', 'objdump'],
  ['readelf', 'readelf'],
  ['windres', 'windres'],
  ['dlltool', 'dlltool'],
];

type Parts = readonly (AdapterPlaceholder | string)[];

/** The cross file of a toolchain (https://mesonbuild.com/Cross-compilation.html). */
export function crossFile(input: AdapterInput): { readonly name: string; readonly content: AdapterText } {
  const { target, toolchain, runs } = input;
  const line = (name: string, value: AdapterPlaceholder): Parts => [`${name} = '`, value, "'\n"];
  return {
    name: `${target.triple}-${toolchain.ref.replaceAll('/', '-')}.ini`,
    content: joined(
      [
        '[binaries]\n',
        ...binaries.map(([name, role]): Parts => {
          const program = toolchain.programs[role];
          return program === undefined ? [] : line(name, { program });
        }),
        line('pkg-config', { program: pkgConfigName(toolchain) }),
        // Without it, Meson skips the tests of another machine and reports success. Its name says that it is Wine, for which Meson adds
        // the folders of DLLs to WINEPATH.
        typeof runs === 'object' ? line('exe_wrapper', { program: runs.program }) : '',
        `\n[properties]\nneeds_exe_wrapper = ${String(runs !== 'host')}\n`,
        builtInOptions(input),
        hostMachine(target),
      ],
      '',
    ),
  };
}

/** What only executables need goes to shared libraries too, for Meson has no place for it: static targets build static libraries. */
function builtInOptions({ toolchain: { executableFlags, linkage } }: AdapterInput): AdapterText {
  const words = joined(
    executableFlags.map((flag) => joined(["'", flag, "'"], '')),
    ', ',
  );
  const lines = [
    ...(executableFlags.length === 0 ? [] : ['c_link_args = [', words, ']\ncpp_link_args = [', words, ']\n']),
    ...(linkage === 'static' ? ["default_library = 'static'\n"] : []),
  ];
  return lines.length === 0 ? '' : joined(['\n[built-in options]\n', ...lines], '');
}

const hostMachine = (target: Target): string => `
[host_machine]
system = '${systemOf(target)}'
cpu_family = '${families[target.arch] ?? target.arch}'
cpu = '${target.arch}'
endian = '${target.endian}'
`;
