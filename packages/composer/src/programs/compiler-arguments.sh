# What the toolchain and the libraries of the target add to a compiler's arguments. Folders come after those of the caller.
mkcross_compiles=1
mkcross_links=
mkcross_before=
for mkcross_word; do
  case $mkcross_word in
    -c | -E | -S | -M | -MM | -fsyntax-only) mkcross_compiles= ;;
    # The compiler is asked about itself.
    --version | --help* | -dump* | -print-* | --print-*) mkcross_compiles= ;;
    -) mkcross_links=1 ;;
    -*) ;;
    *)
      # Only what has an input is linked: "-v" alone is a question.
      case $mkcross_before in
        -o | -x | -I | -L | -D | -U | -MF | -MQ | -MT | -include | -isystem | -iquote | -idirafter | -Xlinker) ;;
        *) mkcross_links=1 ;;
      esac
      ;;
  esac
  mkcross_before=$mkcross_word
done
if [ -n "$mkcross_compiles" ] && [ -n "$mkcross_links" ]; then
  set -- "${mkcross_compile[@]}" "$@" "${mkcross_folders[@]}" "${mkcross_link[@]}"
else
  set -- "${mkcross_compile[@]}" "$@" "${mkcross_folders[@]}"
fi
