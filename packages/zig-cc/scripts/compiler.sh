# zig as a C or C++ compiler ($language) for one target. It accepts what gcc accepts, as far as zig can do it.

# zig reads what Nix tells gcc and fails on flags that it does not know.
unset NIX_CFLAGS_COMPILE NIX_CFLAGS_LINK NIX_LDFLAGS
if [ -n "${ZIG_GLOBAL_CACHE_DIR-}" ] && [ ! -d "$ZIG_GLOBAL_CACHE_DIR" ]; then unset ZIG_GLOBAL_CACHE_DIR; fi

# gcc leaves undefined behaviour unchecked. zig traps it, and archives with its checks link with no other linker.
# Flags that zig adds itself are unused in some calls, which is an error with -Werror.
words=(-fno-sanitize=undefined -Wno-unused-command-line-argument)
sources=()
source_at=()
folders=()
links=1
output=
file=
before=
skip=
held=
checks=
assembles=

# Adds the options of -Wl that zig knows, or by the names by which it knows them. lld places symbols and prints maps differently, so that
# what only tunes GNU ld is dropped. An option whose value is in another -Wl is held until then.
add_linker_words() {
  local option value kept=
  local -a options
  IFS=, read -r -a options <<<"${1#-Wl,}"
  for option in "${options[@]}"; do
    if [ -n "$skip" ]; then
      skip=
      continue
    fi
    case $held in
      -z)
        case $option in
          pack-relative-relocs | separate-code | noseparate-code | text) ;;
          *) kept+=,-z,$option ;;
        esac
        ;;
      -h) kept+=,-soname,$option ;;
      -R) kept+=,-rpath,$option ;;
      --undefined) kept+=,-u,$option ;;
      --subsystem)
        # GNU ld takes the version of Windows after a colon.
        kept+=,--subsystem,${option%%:*}
        case $option in
          *:[0-9]*.[0-9]*)
            value=${option#*:}
            kept+=,--major-subsystem-version=$((10#${value%%.*})),--minor-subsystem-version=$((10#${value#*.}))
            ;;
        esac
        ;;
    esac
    if [ -n "$held" ]; then
      held=
      continue
    fi
    case $option in
      -z | -h | -R | --undefined | --subsystem) held=$option ;;
      -R*) kept+=,-rpath,${option#-R} ;;
      --undefined=*) kept+=,-u,${option#*=} ;;
      --disable-dynamicbase) kept+=,--no-dynamicbase ;;
      '-(') kept+=,--start-group ;;
      '-)') kept+=,--end-group ;;
      -r | --relocatable) words+=(-r) ;;
      -Map | --Map | -exclude-libs | --exclude-libs | -icf | --icf) skip=1 ;;
      -Map=* | --Map=* | -exclude-libs=* | --exclude-libs=* | --icf=*) ;;
      -Bsymbolic-functions | --kill-at | --no-copy-dt-needed-entries | --no-keep-memory | --warn-common) ;;
      --copy-dt-needed-entries | --cref | --pop-state | --push-state | --stats | --trace | -t) ;;
      -M | -X | --discard-locals | --demangle | --no-demangle | --verbose | --threads | --threads=* | --no-threads) ;;
      --relax | --no-relax | --warn-mismatch | --no-warn-mismatch | -plugin-opt=* | --plugin-opt=*) ;;
      --file-alignment | --section-alignment) skip=1 ;;
      --file-alignment=* | --section-alignment=* | --insert-timestamp | --no-insert-timestamp) ;;
      # lld does these without being asked, or does nothing that they forbid unless a program needs it.
      --disable-auto-import | --disable-runtime-pseudo-reloc | --enable-auto-import | --enable-reloc-section) ;;
      --enable-runtime-pseudo-reloc | --enable-runtime-pseudo-reloc-v[12] | --enable-stdcall-fixup) ;;
      --add-stdcall-alias | --large-address-aware | --no-seh | --dll | --pic-executable) ;;
      --enable-auto-image-base | --disable-auto-image-base | --default-image-base-low | --default-image-base-high) ;;
      # Without these, Windows protects the program better.
      --disable-nxcompat | --disable-high-entropy-va) ;;
      *) kept+=,$option ;;
    esac
  done
  if [ -n "$kept" ]; then words+=("-Wl$kept"); fi
}

# Adds to `given` the words of the response file $1, as gcc separates them. A file of names alone stays a file: it may be longer than a
# command line can be.
add_response_file() {
  local line rest chunk quote word has
  local -a plain
  if ! grep -qE "(^|[[:space:]\"'])-" -- "$1" 2>/dev/null; then
    given+=("@$1")
    return
  fi
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      *[\\\'\"]*) ;;
      *)
        read -r -a plain <<<"$line"
        given+=("${plain[@]}")
        continue
        ;;
    esac
    rest=$line word='' has='' quote=''
    while [ -n "$rest" ]; do
      chunk=${rest:0:1}
      case $quote$chunk in
        \\ | \"\\ | \'\\)
          word+=${rest:1:1} has=1 rest=${rest:2}
          continue
          ;;
        \"\" | \'\') quote='' ;;
        \" | \') quote=$chunk has=1 ;;
        [[:space:]])
          if [ -n "$has" ]; then given+=("$word"); fi
          word='' has=''
          ;;
        *)
          if [ -n "$quote" ]; then chunk=${rest%%["$quote"\\]*}; else chunk=${rest%%[[:space:]\\\'\"]*}; fi
          word+=$chunk has=1
          ;;
      esac
      rest=${rest:${#chunk}}
    done
    if [ -n "$has" ]; then given+=("$word"); fi
  done <"$1"
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

# Build systems ask what a compiler has beside it. zig's answers are those of the machine's own gcc.
answer() {
  case $1 in
    -print-multi-os-directory) echo . ;;
    -print-file-name=*) echo "${1#*=}" ;;
    # zig links its own where this is named.
    -print-libgcc-file-name) echo -lgcc ;;
    -print-multiarch | -print-sysroot | --print-sysroot) echo ;;
    -print-prog-name=*)
      if [ -x "${0%-*}-${1#*=}" ]; then echo "${0%-*}-${1#*=}"; else echo "${1#*=}"; fi
      ;;
    -print-search-dirs) printf '%s\n' "install: ${0%/*}/" "programs: =${0%/*}/" 'libraries: =' ;;
    *) return 1 ;;
  esac
}

given=()
for word; do
  case $word in
    @?*) add_response_file "${word#@}" ;;
    *) given+=("$word") ;;
  esac
done

for word in "${given[@]}"; do
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
    -u | -z)
      add_linker_words "-Wl,${before/#-u/--undefined},$word"
      before=
      continue
      ;;
    -D | -I | -L | -MF | -MQ | -MT | -U | -idirafter | -include | -iquote | -isystem | -o | -x)
      if [ "$before" = -L ]; then folders+=("$word"); fi
      if [ "$before" = -o ]; then file=$word; fi
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
    -Xlinker | -u | -z) ;;
    # gcc takes what is libtool's for -e.
    -export-dynamic) words+=(-rdynamic) ;;
    -dumpfullversion) words+=(-dumpversion) links='' ;;
    -print-* | --print-sysroot)
      if answer "$word"; then exit; fi
      links='' output=1
      words+=("$word")
      ;;
    # zig compiles, and then fails because there is no object.
    -fsyntax-only) checks=1 ;;
    # What tunes an optimizer of gcc's.
    -fipa-* | -fno-ipa-* | -fvar-tracking* | -fno-var-tracking* | -fvect-cost-model=* | -fno-guess-branch-probability) ;;
    -freorder-blocks-and-partition | -fno-reorder-blocks-and-partition) ;;
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
    -E | -M | -MM | -S | --version | -dumpmachine | -dumpversion | -v)
      links=''
      output=1
      if [ "$word" = -S ]; then assembles=1; fi
      words+=("$word")
      ;;
    -o* | --output*)
      output=1
      file=${word#-o}
      words+=("$word")
      ;;
    -L?*)
      folders+=("${word#-L}")
      words+=("$word")
      ;;
    -*) words+=("$word") ;;
    *.[cCsS] | *.cc | *.cp | *.cpp | *.cxx | *.c++)
      sources+=("$word")
      source_at+=("${#words[@]}")
      words+=("$word")
      ;;
    *) words+=("$word") ;;
  esac
done

# zig does not know names of files after -l.
for index in "${!words[@]}"; do
  case ${words[index]} in -l:?*) ;; *) continue ;; esac
  for folder in "${folders[@]}"; do
    if [ -e "$folder/${words[index]#-l:}" ]; then
      words[index]=$folder/${words[index]#-l:}
      break
    fi
  done
done

if [ -n "$checks" ]; then
  # What comes last wins: nothing is written, as by gcc.
  words+=(-S -o /dev/null)
  status=0
  for one in "${source_at[@]:-none}"; do
    kept=("${words[@]}")
    for other in "${source_at[@]}"; do
      if [ "$other" != "$one" ]; then unset 'kept[other]'; fi
    done
    "$zig" "$language" -target "$target" "${kept[@]}" || status=$?
  done
  exit "$status"
fi

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
      # mingw-w64's name of it.
      if [ "${words[index]}" = -lsynchronization ]; then words[index]=-lapi-ms-win-core-synch-l1-2-0; fi
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
if [ -n "$assembles" ] && [ "$file" = - ]; then
  # zig writes a file of that name.
  file=$(mktemp)
  trap 'rm -f "$file"' EXIT
  "$zig" "$language" -target "$target" "${words[@]}" -o "$file" || exit
  cat "$file"
  exit
fi
exec "$zig" "$language" -target "$target" "${words[@]}"
