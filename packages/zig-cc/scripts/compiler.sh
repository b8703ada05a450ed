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
      --copy-dt-needed-entries | --pop-state | --push-state | --trace | -t) ;;
      pack-relative-relocs)
        # It follows "-z", which is dropped with it.
        kept=${kept%,-z}
        ;;
      *) kept+=,$option ;;
    esac
  done
  if [ -n "$kept" ]; then words+=("-Wl$kept"); fi
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
    -D | -I | -L | -MF | -MQ | -MT | -U | -Xlinker | -idirafter | -include | -iquote | -isystem | -o | -x)
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
    # zig names processors by -mcpu, and levels of x86_64 with underscores.
    -march=x86-64) words+=(-mcpu=x86_64) ;;
    -march=x86-64-v[234]) words+=("-mcpu=x86_64_${word#-march=x86-64-}") ;;
    -march=armv8-a) words+=(-mcpu=generic) ;;
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
