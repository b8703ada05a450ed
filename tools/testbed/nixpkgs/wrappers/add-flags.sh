# What nixpkgs' cc-wrapper and bintools-wrapper read. Sourced by the wrappers of compilers and linkers: sets `before` and `after`,
# what goes before and after the caller's own words in `words`.
#
# The wrapper reads variables with its own name in them, such as NIX_CFLAGS_COMPILE_x86_64_w64_mingw32; those without one, or of build and
# target, only where it is among the inputs of the shell in that role. It expands response files to see what is in them.
salt=@SALT@
unsupported=' @UNSUPPORTED@ '

roles=()
for pair in BUILD:_FOR_BUILD HOST: TARGET:_FOR_TARGET; do
  has=NIX_CC_WRAPPER_TARGET_${pair%%:*}_$salt
  if [ -n "${!has-}" ]; then roles+=("${pair#*:}"); fi
done

told() { # variable: its value for this wrapper
  local name=$1_$salt role of
  local value=${!name-}
  for role in "${roles[@]}"; do
    of=$1$role
    value+=" ${!of-}"
  done
  printf '%s' "$value"
}

words=()
for word in "$@"; do
  case $word in
    @*)
      if [ -e "${word#@}" ]; then
        # xargs reads quotes and backslashes as gcc does in a response file.
        while IFS= read -r -d '' more; do words+=("$more"); done < <(xargs -r printf '%s\0' <"${word#@}")
      else
        words+=("$word")
      fi
      ;;
    *) words+=("$word") ;;
  esac
done

# A compiler links where it is given a file and nothing says otherwise.
links=1
has_file=
link_type=dynamic
for word in "${words[@]}"; do
  case $word in
    -c | -S | -E | -M | -MM | -x*-header) links= ;;
    -static) link_type=static ;;
    -static-pie) link_type=static-pie ;;
    -?*) ;;
    *) has_file=1 ;;
  esac
done
if [ -z "$has_file" ]; then links=; fi

before=()
after=()
hardening=" $(told NIX_HARDENING_ENABLE) "
case $hardening in *' fortify3 '*) hardening+='fortify ' ;; esac
for flag in $unsupported; do
  hardening=${hardening// $flag / }
  if [ "$flag" = fortify ]; then hardening=${hardening// fortify3 / }; fi
done
for flag in $hardening; do
  case $flag in
    fortify)
      case $hardening in *' fortify3 '*) continue ;; esac
      before+=(-O2 -U_FORTIFY_SOURCE)
      after+=(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
      ;;
    fortify3)
      before+=(-O2 -U_FORTIFY_SOURCE)
      after+=(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
      ;;
    stackprotector) before+=(-fstack-protector-strong --param ssp-buffer-size=4) ;;
    stackclashprotection) before+=(-fstack-clash-protection) ;;
    pic) before+=(-fPIC) ;;
    strictoverflow) before+=(-fno-strict-overflow) ;;
    format) before+=(-Wformat -Wformat-security -Werror=format-security) ;;
    zerocallusedregs) before+=(-fzero-call-used-regs=used-gpr) ;;
  esac
done
read -r -a more <<<"$(told NIX_CFLAGS_COMPILE_BEFORE)"
before+=("${more[@]}")
read -r -a more <<<"$(told NIX_CFLAGS_COMPILE)"
after+=("${more[@]}")
if [ -n "$links" ]; then
  read -r -a more <<<"$(told NIX_CFLAGS_LINK)"
  after+=("${more[@]}")
  for word in $(told NIX_LDFLAGS_BEFORE); do before+=("-Wl,$word"); done
  for word in $(told NIX_LDFLAGS); do
    case $word in
      -L/*) after+=("$word") ;;
      *) after+=("-Wl,$word") ;;
    esac
  done
  # The linker's wrapper: a folder of the store in which a shared library is found that was asked for is searched when the program runs.
  if [ "$link_type" != static-pie ]; then
    asked=' '
    folders=()
    previous=
    for word in "${words[@]}" "${after[@]}"; do
      case $previous$word in
        -l?*) asked+="lib${word#-l}.so " ;;
        -L/*) folders+=("${word#-L}") ;;
        "$NIX_STORE"/*.so)
          folders+=("${word%/*}")
          asked+="${word##*/} "
          ;;
      esac
      previous=
      if [ "$word" = -L ]; then previous=-L; fi
    done
    for folder in "${folders[@]}"; do
      case $folder in "${NIX_STORE:-/nix/store}"/*) ;; *) continue ;; esac
      for file in "$folder"/*.so; do
        case $asked in
          *" ${file##*/} "*)
            after+=("-Wl,-rpath,$folder")
            break
            ;;
        esac
      done
    done
  fi
  for flag in $hardening; do
    case $flag in
      relro) after+=('-Wl,-z,relro') ;;
      bindnow) after+=('-Wl,-z,now') ;;
    esac
  done
fi
# `gcc -v` alone asks for the version.
if [ "$*" = -v ]; then
  before=()
  after=()
fi
