# Adds the folders in which $cc finds the headers of the C library to the variable $name, for bindgen. Without libclang there is no
# bindgen, and the compiler is not asked.
local line inside=''
if [ -n "${LIBCLANG_PATH-}" ]; then
  while IFS= read -r line; do
    line=${line# }
    case $line in
      '#include <...> search starts here:') inside=1 ;;
      'End of search list.') inside='' ;;
      *' (framework directory)') ;;
      *)
        # bindgen has stddef.h and its like itself.
        if [ -n "$inside" ] && { [ ! -e "$line/stddef.h" ] || [ -e "$line/stdio.h" ]; }; then
          export "$name=${!name-} -isystem '$line'"
        fi
        ;;
    esac
  done < <(LC_ALL=C "$cc" -E -v -x c /dev/null 2>&1 >/dev/null)
fi
