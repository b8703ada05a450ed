# make with the programs of one target ($assignments), except those that the command line names. Makefiles that set their own LDFLAGS keep
# them; others link executables as the target needs.
given=' '
for word; do
  case $word in
    [A-Za-z_]*=*)
      name=${word%%=*}
      while [[ $name == *[:+?!] ]]; do name=${name%?}; done
      given+="$name "
      ;;
  esac
done
words=()
for assignment in "${assignments[@]}"; do
  case $given in
    *" ${assignment%%=*} "*) ;;
    *) words+=("$assignment") ;;
  esac
done
if [ -n "$executable_flags" ]; then export LDFLAGS="${LDFLAGS-$executable_flags}"; fi
exec make "${words[@]}" "$@"
