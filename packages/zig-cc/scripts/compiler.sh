# zig as a C or C++ compiler ($language) for one target. It accepts what gcc accepts, as far as zig can do it.

# zig reads what Nix tells gcc and fails on flags that it does not know.
unset NIX_CFLAGS_COMPILE NIX_CFLAGS_LINK NIX_LDFLAGS
if [ -n "${ZIG_GLOBAL_CACHE_DIR-}" ] && [ ! -d "$ZIG_GLOBAL_CACHE_DIR" ]; then unset ZIG_GLOBAL_CACHE_DIR; fi

# gcc leaves undefined behaviour unchecked. zig traps it, and archives with its checks link with no other linker.
# Flags that zig adds itself are unused in some calls, which is an error with -Werror.
words=(-fno-sanitize=undefined -Wno-unused-command-line-argument)
sources=()
folders=()
links=1
output=
before=
skip=

# Adds the options of -Wl that zig knows. lld places symbols and prints maps differently, so that what only tunes GNU ld is dropped.
add_linker_words() {
  local option kept=
  local -a options
  IFS=, read -r -a options <<<"${1#-Wl,}"
  for option in "${options[@]}"; do
    if [ -n "$skip" ]; then
      skip=
      continue
    fi
    case $option in
      -Map | --Map | -exclude-libs | --exclude-libs | -icf | --icf) skip=1 ;;
      -Map=* | --Map=* | -exclude-libs=* | --exclude-libs=* | --icf=*) ;;
      -Bsymbolic-functions | --kill-at | --no-copy-dt-needed-entries | --no-keep-memory | --warn-common) ;;
      --copy-dt-needed-entries | --cref | --pop-state | --push-state | --stats | --trace | -t) ;;
      --file-alignment | --section-alignment) skip=1 ;;
      --file-alignment=* | --section-alignment=* | --insert-timestamp | --no-insert-timestamp) ;;
      # lld does these without being asked, or does nothing that they forbid unless a program needs it.
      --disable-auto-import | --disable-runtime-pseudo-reloc | --enable-auto-import | --enable-reloc-section) ;;
      --enable-runtime-pseudo-reloc | --enable-runtime-pseudo-reloc-v[12] | --enable-stdcall-fixup) ;;
      --add-stdcall-alias | --large-address-aware | --no-seh) ;;
      pack-relative-relocs)
        # It follows "-z", which is dropped with it.
        kept=${kept%,-z}
        ;;
      *) kept+=,$option ;;
    esac
  done
  if [ -n "$kept" ]; then words+=("-Wl$kept"); fi
}

# Adds the processor that gcc calls $1: the architecture of aarch64 ("armv8.2-a+crc") or a name ("cortex-a53+nocrypto"). zig separates the
# words of names by underscores, and takes features after "+" and, to leave them out, "-".
add_processor() {
  local name=${1%%+*} features=
  if [ "$name" != "$1" ]; then features=+${1#*+}; fi
  case $name in
    armv8-a) name=generic ;;
    armv[89]*-a)
      name=${name#arm}
      name=generic+${name%-a}a
      name=${name//./_}
      ;;
    rv64gc) name=generic_rv64+m+a+f+d+c ;;
  esac
  words+=("-mcpu=${name//-/_}${features//+no/-}")
}

# Adds the options of -Wp, which zig does not forward: definitions, folders, and the names of dependency files.
add_preprocessor_words() {
  local -a options
  IFS=, read -r -a options <<<"${1#-Wp,}"
  case ${options[0]-} in
    -MD | -MMD)
      words+=("${options[0]}")
      if [ "${#options[@]}" -gt 1 ]; then words+=(-MF "${options[1]}"); fi
      ;;
    *) words+=("${options[@]}") ;;
  esac
}

for word; do
  case $before in
    --target | -target)
      before=
      continue
      ;;
    -Xlinker)
      before=
      add_linker_words "-Wl,$word"
      continue
      ;;
    -D | -I | -L | -MF | -MQ | -MT | -U | -idirafter | -include | -iquote | -isystem | -o | -x)
      if [ "$before" = -L ]; then folders+=("$word"); fi
      words+=("$word")
      before=
      continue
      ;;
  esac
  before=$word
  case $word in
    # The cc crate takes zig for clang and adds rustc's triple, which zig does not know.
    --target=* | --target | -target) ;;
    # zig names processors and levels of an architecture by -mcpu. Its own names have no dashes.
    -march=x86-64* | -march=*[a-z]-[a-z]* | -march=armv* | -march=rv64gc) add_processor "${word#-march=}" ;;
    -mcpu=apple-* | -mcpu=cortex-* | -mcpu=neoverse-*) add_processor "${word#-mcpu=}" ;;
    -Xlinker) ;;
    # zig takes -mtune for the processor to build for, not to tune for.
    -mtune=*) ;;
    # gcc's number of jobs.
    -flto=auto | -flto=jobserver | -flto=[0-9]*) words+=(-flto) ;;
    # zig ignores gcc's flags for the Windows subsystem.
    -mconsole) words+=('-Wl,--subsystem,console') ;;
    -mwindows) words+=('-Wl,--subsystem,windows') ;;
    -Wl,*) add_linker_words "$word" ;;
    -Wp,*) add_preprocessor_words "$word" ;;
    -c)
      links=
      words+=("$word")
      ;;
    -E | -M | -MM | -S | --version | -dumpmachine | -dumpversion | -print-* | -v)
      links=''
      output=1
      words+=("$word")
      ;;
    -o* | --output*)
      output=1
      words+=("$word")
      ;;
    -L?*)
      folders+=("${word#-L}")
      words+=("$word")
      ;;
    -*) words+=("$word") ;;
    *.[cCsS] | *.cc | *.cp | *.cpp | *.cxx | *.c++)
      sources+=("$word")
      words+=("$word")
      ;;
    *) words+=("$word") ;;
  esac
done

if [ "$system" = windows ]; then
  # Without -o, zig names objects for Windows .obj; rules of makefiles for mingw-w64 match .o only.
  if [ -z "$links$output" ] && [ "${#sources[@]}" -eq 1 ]; then
    object=${sources[0]##*/}
    words+=(-o "${object%.*}.o")
  fi
  # zig does not find import libraries by the name that GNU ld gives them.
  if [ -n "$links" ]; then
    for index in "${!words[@]}"; do
      name=${words[index]}
      case $name in -l[!:]*) name=${name#-l} ;; *) continue ;; esac
      for folder in "${folders[@]}"; do
        if [ -e "$folder/lib$name.a" ] || [ -e "$folder/$name.lib" ]; then break; fi
        if [ -e "$folder/lib$name.dll.a" ]; then
          words[index]=$folder/lib$name.dll.a
          break
        fi
      done
    done
  fi
fi

if [ -n "$links" ] && [ "${#words[@]}" -gt 2 ] && [ -t 2 ]; then
  cache=$HOME/.cache
  case ${XDG_CACHE_HOME-} in /*) cache=$XDG_CACHE_HOME ;; esac
  told=${ZIG_GLOBAL_CACHE_DIR:-$cache/zig}/mkcross-$target-$language
  if [ ! -e "$told" ] && mkdir -p "${told%/*}" && : >"$told"; then
    echo "mkcross: the first link for $target compiles its C library; this can take minutes" >&2
  fi
fi
exec "$zig" "$language" -target "$target" "${words[@]}"
