import { ccName, type Hole, type ShellHook, type Value } from '@mkcross/core';
import { zigTargets, type ZigTarget } from '@mkcross/zig';
import { wrapperName } from './wrapper-scripts.ts';

/** The variable that holds what configure scripts of autoconf shall know of a target. */
export const configSiteVariable = ({ target }: ZigTarget): string => `ZIG_CC_CONFIG_SITE_${ccName(target.triple)}`;

/** What a Nix shell exports under the names of the host's tools, whatever configure is told to build for. */
const ofNix: Readonly<Record<string, readonly string[]>> = {
  AR: ['ar'],
  CC: ['gcc', 'clang', 'cc'],
  CXX: ['g++', 'clang++', 'c++'],
  OBJCOPY: ['objcopy'],
  PKG_CONFIG: ['pkg-config'],
  RANLIB: ['ranlib'],
  WINDRES: ['windres'],
};

/**
 * What configure is told of one target (https://www.gnu.org/software/autoconf/manual/autoconf.html#Site-Defaults): its tools
 * by absolute path, where the user names none, and that its libraries are static.
 */
export function targetConfigSite({ zig, target }: ZigTarget): Value {
  const tool = (name: string, program: string): readonly (string | Hole)[] => [
    `case \${IN_NIX_SHELL:+nix}:\${${name}-} in\n`,
    `  ${[':', 'nix:', ...(ofNix[name] ?? []).map((own) => `nix:${own}`)].join(' | ')}) ${name}='`,
    { script: wrapperName(zig, program) },
    "' ;;\nesac\n",
  ];
  return [
    '# A Nix shell exports the host’s tools under these names; all else that they hold is the user’s.\n',
    ...tool('CC', 'cc'),
    ...tool('CXX', 'c++'),
    ...tool('AR', 'ar'),
    ...tool('RANLIB', 'ranlib'),
    ...tool('OBJCOPY', 'objcopy'),
    ...tool('PKG_CONFIG', 'pkg-config'),
    ...(target.os === 'windows'
      ? [...tool('WINDRES', 'windres'), ...tool('RC', 'windres'), ...tool('DLLTOOL', 'dlltool')]
      : []),
    '# Programs that bring all they need; --enable-shared has been read already.\n',
    ': "${enable_shared=no}"\n',
  ];
}

const name = 'zig-cc-config.site';

/**
 * Reads what configure would read without it, and then what is known of the host that it builds for: by Rust's, GNU's or
 * Zig's name, as --host has it. Without --host, and for all others, that is nothing.
 */
const configSite: Value = [
  `# Read by configure scripts of autoconf. First what they would read without it.
if test -n "\${ZIG_CC_USER_CONFIG_SITE-}"; then
  mkcross_files=$ZIG_CC_USER_CONFIG_SITE
elif test "x\${prefix-NONE}" != xNONE; then
  mkcross_files="$prefix/share/config.site $prefix/etc/config.site"
else
  mkcross_files="\${ac_default_prefix-}/share/config.site \${ac_default_prefix-}/etc/config.site"
fi
for mkcross_file in $mkcross_files; do
  case $mkcross_file in
    */*) ;;
    *) mkcross_file=./$mkcross_file ;;
  esac
  if test -f "$mkcross_file" && test -r "$mkcross_file"; then . "$mkcross_file"; fi
done
# Crates that call configure have compilers of their linker's family.
case \${OUT_DIR:+\${CARGO_MANIFEST_DIR:+crate}}\${host_alias-} in
${zigTargets.map(hostCase).join('')}  *) mkcross_file= ;;
esac
if test -n "$mkcross_file"; then . "$mkcross_file"; fi
`,
];

function hostCase(target: ZigTarget): string {
  const names = [...new Set([target.target.triple, target.target.gnu, target.zig])].toSorted();
  return `  ${names.join(' | ')}) mkcross_file=\${${configSiteVariable(target)}-} ;;\n`;
}

/** Names our file in CONFIG_SITE, and keeps the user's. Autoconf up to 2.69 reads one file only, so that a list would not do. */
export const configSiteHook: ShellHook = {
  id: 'config-site',
  stage: 'environment',
  why: 'configure --host takes the compilers of that target, and reads the user’s own CONFIG_SITE all the same.',
  values: { site: [{ text: { name, content: configSite } }] },
  body: `case \${CONFIG_SITE-} in
  *${name}) ;;
  ?*) export ZIG_CC_USER_CONFIG_SITE=$CONFIG_SITE ;;
esac
export CONFIG_SITE=$site
`,
};
