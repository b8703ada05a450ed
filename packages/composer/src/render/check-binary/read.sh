# Checks from its headers that a binary is what it should be:
#   check-binary FILE [NAME=VALUE]...
# Names: format, arch, bits, endian, system, libc, linkage, library (several times), no-library, glibc, subsystem,
# windows, macos. A name that is left out accepts anything. Ends with 1 and a message if the binary differs. Its verdict is
# that of `check` in @mkcross/inspect; it reads ELF with readelf and PE with objdump, of which the variables `readelf` and
# `objdump` hold the paths, and everything else with od. Lists of libraries are in variables that precede this script.
set -u
export LC_ALL=C
file=$1
shift
format='' arch='' bits='' endian='' system='' libc='' linkage='' glibc='' subsystem='' windows='' macos=''
limited='' libraries=()
for expected in "$@"; do
  value=${expected#*=}
  case $expected in
    format=*) format=$value ;;
    arch=*) arch=$value ;;
    bits=*) bits=$value ;;
    endian=*) endian=$value ;;
    system=*) system=$value ;;
    libc=*) libc=$value ;;
    linkage=*) linkage=$value ;;
    library=*) limited=yes libraries+=("$value") ;;
    no-library) limited=yes ;;
    glibc=*) glibc=$value ;;
    subsystem=*) subsystem=$value ;;
    windows=*) windows=$value ;;
    macos=*) macos=$value ;;
    *)
      echo "mkcross: check-binary: unknown argument: $expected" >&2
      exit 2
      ;;
  esac
done

fail() {
  echo "mkcross: $file $1" >&2
  exit 1
}

# expect PROPERTY WANTED FOUND: fails if something is wanted and something else was found.
expect() {
  [ -z "$2" ] || [ "$2" = "$3" ] || fail "has $1 \"$3\", not \"$2\""
}

# expect_one_of PROPERTY FOUND WANTED...
expect_one_of() {
  local property=$1 found=$2 one
  shift 2
  for one; do [ "$one" != "$found" ] || return 0; done
  fail "has $property \"$found\", not \"$1\""
}

# matches TEXT PATTERN...: whether a pattern, in which only * is special, matches.
matches() {
  local text=$1 pattern
  shift
  for pattern; do
    pattern=${pattern//\\/\\\\}
    pattern=${pattern//\[/\\[}
    pattern=${pattern//\?/\\?}
    pattern=${pattern//(/\\(}
    # shellcheck disable=SC2053 # It is a pattern.
    if [[ $text == $pattern ]]; then return 0; fi
  done
  return 1
}

# is_newer VERSION THAN: compares numbers between dots.
is_newer() {
  local -a left right
  local index
  IFS=. read -ra left <<<"$1"
  IFS=. read -ra right <<<"$2"
  for index in 0 1 2 3; do
    if ((10#${left[index]:-0} != 10#${right[index]:-0})); then
      ((10#${left[index]:-0} > 10#${right[index]:-0}))
      return
    fi
  done
  return 1
}

# number OFFSET BYTES: sets `number` to the unsigned number there, in byte order `order`.
order=little
number() {
  number=$(od -An -v "-j$1" "-N$2" "-tu$2" "--endian=$order" -- "$file" 2>/dev/null) || number=
  number=${number//[[:space:]]/}
  [ -n "$number" ] || fail 'is damaged: a table lies outside of the file'
}

# text OFFSET: sets `text` to what is there up to a NUL.
text() {
  IFS= read -r -d '' text < <(tail -c "+$(($1 + 1))" -- "$file" | head -c 4096) ||
    fail 'is damaged: a name lies outside of the file'
}
