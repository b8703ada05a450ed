import { targetPkgConfig, type Script } from '@mkcross/core';
import { rc, windres, zigEnvironment, type ZigTarget } from '@mkcross/zig';

/** The name of a wrapper program: `x86_64-windows-gnu-zig-cc`. */
export const wrapperName = (zig: string, tool: string): string => `${zig}-zig-${tool}`;

/** Bash that tells whoever watches why the first link for a target takes so long; a file in zig's cache says that it was told. */
const firstLink = (zig: string, tool: string) => `if [ -t 2 ]; then
  told=\${ZIG_GLOBAL_CACHE_DIR:-\${XDG_CACHE_HOME:-$HOME/.cache}/zig}/mkcross-${zig}-${tool}
  case " $* " in
    *' -c '* | *' -E '* | *' -S '* | *' --version '*) ;;
    *)
      if [ ! -e "$told" ] && mkdir -p "\${told%/*}" && : >"$told"; then
        echo 'mkcross: the first link for ${zig} builds its C library, which takes a minute or more' >&2
      fi
      ;;
  esac
fi
`;

/** The cc crate takes zig for clang and adds `--target` with Rust's triple, which zig does not know. */
const triple = { '--target=*': '' } as const;

/** gcc's words for whether a program has a console, which zig does not heed: CMake has them for WIN32 executables. */
const subsystems = { '-mconsole': '-Wl,--subsystem,console', '-mwindows': '-Wl,--subsystem,windows' } as const;

/** Bash that replaces words of the command line, given as patterns, by another word or nothing. */
function replaceWords(words: Readonly<Record<string, string>>): string {
  const patterns = Object.keys(words).map((word) =>
    word.endsWith('*') ? `*' ${word.slice(0, -1)}'*` : `*' ${word} '*`,
  );
  const cases = Object.entries(words).map(
    ([word, other]) => `        ${word}) ${other === '' ? ';;' : `set -- "$@" ${other} ;;`}\n`,
  );
  return `case " $* " in
  ${patterns.join(' | ')})
    for word; do
      shift
      case $word in
${cases.join('')}        *) set -- "$@" "$word" ;;
      esac
    done
    ;;
esac
`;
}

/**
 * Bash that names the object of one source file as gcc does, where no word does: zig's is called .obj on Windows, and
 * makefiles for mingw-w64 have rules for .o alone, which autoconf would not use.
 */
const objectName = `case " $* " in
  *' -o'* | *' --output'*) ;;
  *' -c '*)
    sources=()
    before=
    for word; do
      case $before in
        -D | -I | -MF | -MQ | -MT | -U | -idirafter | -include | -iquote | -isystem | -x) ;;
        *)
          case $word in
            -*) ;;
            *.[cCsS] | *.cc | *.cp | *.cpp | *.cxx | *.c++) sources+=("$word") ;;
          esac
          ;;
      esac
      before=$word
    done
    if [ "\${#sources[@]}" -eq 1 ]; then
      object=\${sources[0]##*/}
      set -- "$@" -o "\${object%.*}.o"
    fi
    ;;
esac
`;

/**
 * The programs that make `zig` a toolchain of one target. `zig cc` is two words, and cargo, CMake and Meson want one.
 */
export function wrapperScripts({ zig, target }: ZigTarget): readonly Script[] {
  const script = (tool: string, body: string): Script => ({
    name: wrapperName(zig, tool),
    values: { zig: [{ tool: 'zig' }] },
    body,
  });
  const words =
    target.os === 'windows' ? `${replaceWords({ ...triple, ...subsystems })}${objectName}` : replaceWords(triple);
  const compiler = (tool: 'c++' | 'cc') =>
    script(
      tool,
      `${zigEnvironment}${firstLink(zig, tool)}${words}exec "$zig" ${tool} -target ${zig} "$@"
`,
    );
  const plain = (tool: string) => script(tool, `exec "$zig" ${tool} "$@"\n`);
  return [
    compiler('cc'),
    compiler('c++'),
    plain('ar'),
    plain('ranlib'),
    plain('objcopy'),
    ...(target.os === 'windows'
      ? [plain('dlltool'), script('rc', rc(target.arch)), script('windres', windres(target.arch))]
      : []),
  ];
}

/** pkg-config that finds the target's libraries and nothing of the host's. */
export const pkgConfigScript = ({ zig, target }: ZigTarget, libraries: readonly string[]): Script =>
  targetPkgConfig(wrapperName(zig, 'pkg-config'), {
    triple: target.triple,
    pkgConfig: { tool: 'pkg-config' },
    libraries,
  });
