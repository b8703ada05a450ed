# Prints the files $notes, what is to be said of libraries of nixpkgs, each once: a file in the user's cache is left for each. They are in
# the Nix store, so that another nixpkgs or another list of libraries has other paths. Logs of CI would repeat it with every command.
if [ ! -t 2 ]; then exit; fi
case ${XDG_CACHE_HOME-} in
  /*) said=$XDG_CACHE_HOME/mkcross/notes ;;
  *) said=$HOME/.cache/mkcross/notes ;;
esac
for note in $notes; do
  folder=${note%/*}
  if [ ! -s "$note" ] || [ -e "$said/${folder##*/}" ]; then continue; fi
  cat "$note" >&2
  (umask 077 && mkdir -p "$said" && : >"$said/${folder##*/}") 2>/dev/null
done
