/**
 * Becomes qemu: called with its path and the words for it. So a program's arguments, its end and its signals are its own.
 *
 * What qemu says of a program whose loader is nowhere blames a file that nobody named; hence a look at the program's
 * headers (elf(5)) before.
 */
export const runScript = `qemu=$1
shift

# Sets REPLY to the number of $2 bytes at place $1.
number() {
  local index
  REPLY=0
  for ((index = 0; index < $2; index++)); do
    if [ "\${bytes[5]}" = 1 ]; then
      ((REPLY |= bytes[$1 + index] << (8 * index)))
    else
      ((REPLY = REPLY << 8 | bytes[$1 + index]))
    fi
  done
}

# Sets REPLY to the loader that a program names in its first page; empty for a static one.
loader() {
  local -a bytes places
  local first size count place start length
  read -r -d '' -a bytes < <(od -A n -v -t u1 -N 4096 -- "$1" 2>/dev/null)
  REPLY=
  case "\${bytes[*]:0:5}" in
    '127 69 76 70 1') places=(28 4 42 4 16) ;;
    '127 69 76 70 2') places=(32 8 54 8 32) ;;
    *) return ;;
  esac
  number "\${places[0]}" "\${places[1]}" && first=$REPLY
  number "\${places[2]}" 2 && size=$REPLY
  number "$((places[2] + 2))" 2 && count=$REPLY
  for ((place = first; place < first + size * count; place += size)); do
    number "$place" 4
    if [ "$REPLY" != 3 ]; then continue; fi
    number "$((place + places[3]))" "\${places[1]}" && start=$REPLY
    number "$((place + places[4]))" "\${places[1]}" && length=$REPLY
    REPLY=
    if [ "$((start + length))" -le 4096 ]; then
      printf -v REPLY '\\\\x%x' "\${bytes[@]:start:length-1}"
      printf -v REPLY %b "$REPLY"
    fi
    return
  done
  REPLY=
}

case \${1-} in
  '' | -*) ;;
  *)
    loader "$1"
    if [ -n "$REPLY" ]; then
      found=
      for folder in '' "\${QEMU_LD_PREFIX-}" /etc/qemu-binfmt/* /usr/gnemul/*; do
        if [ -e "$folder$REPLY" ]; then found=1; fi
      done
      if [ -z "$found" ]; then
        {
          echo "mkcross: \${1##*/} could not start, because its loader is missing:"
          echo "mkcross:   $REPLY"
          echo 'mkcross: link the program statically, or set QEMU_LD_PREFIX to a folder with the libraries of its system'
        } >&2
        exit 127
      fi
    fi
    ;;
esac
if [ -n "\${MKCROSS_RUNTIME_PATH-}" ]; then
  exec "$qemu" -E "LD_LIBRARY_PATH=$MKCROSS_RUNTIME_PATH" "$@"
fi
exec "$qemu" "$@"
`;
