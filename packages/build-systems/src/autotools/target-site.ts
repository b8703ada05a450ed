import type { Role } from '@mkcross/core';
import type { AdapterInput } from '../adapter.ts';
import { pkgConfigName } from '../pkg-config/pkg-config.ts';
import { joined, type AdapterText } from '../text.ts';

/** Variables of configure, the programs that they name, and what a Nix shell exports under their names: the tools of the host. */
const programs: readonly { readonly name: string; readonly role: Role; readonly host: readonly string[] }[] = [
  { name: 'CC', role: 'cc', host: ['gcc', 'clang', 'cc'] },
  { name: 'CXX', role: 'cxx', host: ['g++', 'clang++', 'c++'] },
  { name: 'AR', role: 'ar', host: ['ar'] },
  { name: 'RANLIB', role: 'ranlib', host: ['ranlib'] },
  { name: 'NM', role: 'nm', host: ['nm'] },
  { name: 'STRIP', role: 'strip', host: ['strip'] },
  { name: 'OBJCOPY', role: 'objcopy', host: ['objcopy'] },
  { name: 'OBJDUMP', role: 'objdump', host: ['objdump'] },
  { name: 'READELF', role: 'readelf', host: ['readelf'] },
  { name: 'WINDRES', role: 'windres', host: ['windres'] },
  { name: 'RC', role: 'windres', host: ['windres'] },
  { name: 'DLLTOOL', role: 'dlltool', host: ['dlltool'] },
];

/** Lines of sh that set a variable where the user has not. Programs are named, not given by path: configure splits values at blanks. */
const assigned = (name: string, host: readonly string[], value: AdapterText): AdapterText =>
  joined(
    [
      `case \${IN_NIX_SHELL:+nix}:\${${name}-} in
  ${[':', 'nix:', ...host.map((own) => `nix:${own}`)].join(' | ')}) ${name}='`,
      value,
      "' ;;\nesac\n",
    ],
    '',
  );

/** What configure scripts read of one target (https://www.gnu.org/software/autoconf/manual/autoconf.html#Site-Defaults). */
export function targetSite({ target, toolchain }: AdapterInput): {
  readonly name: string;
  readonly content: AdapterText;
} {
  const lines = programs.map(({ name, role, host }) => {
    const program = toolchain.programs[role];
    return program === undefined ? '' : assigned(name, host, program);
  });
  return {
    name: `${target.triple}-${toolchain.ref.replaceAll('/', '-')}.site`,
    content: joined(
      [
        '# A Nix shell exports the tools of the host under these names; all other values are the user’s.\n',
        ...lines,
        // AC_PATH_TOOL ignores a value that is no absolute path, and would find the pkg-config of the host.
        assigned('PKG_CONFIG', ['pkg-config'], [{ program: pkgConfigName(toolchain) }]),
        ...(toolchain.executableFlags.length === 0
          ? []
          : [
              'case ${LDFLAGS-} in\n  "") LDFLAGS=\'',
              joined(toolchain.executableFlags.map(forLibtool), ' '),
              "' ;;\nesac\n",
            ]),
        // --enable-shared has been read already.
        ...(toolchain.linkage === 'static' ? [': "${enable_shared=no}"\n'] : []),
      ],
      '',
    ),
  };
}

/** libtool takes -static for its own and does not give it to the compiler; gcc, clang and zig know it as --static too. */
const forLibtool = (flag: AdapterText): AdapterText => (flag === '-static' ? '--static' : flag);
