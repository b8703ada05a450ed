# musl-gcc does not know -static-pie: what rustc links with it would name a loader that no machine has.
words=()
for word; do
  case $word in
    -static-pie) words+=('-Wl,-static,-pie,--no-dynamic-linker,-z,text') ;;
    -c | -E | -S) exec "$program" "$@" ;;
  esac
done
# Some crates call functions of libgcc, which rustc does not link for musl.
exec "$program" "$@" "${words[@]}" -lgcc
