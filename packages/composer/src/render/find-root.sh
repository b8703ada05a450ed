MKCROSS_PROJECT_ROOT=$PWD
while [ -n "$MKCROSS_PROJECT_ROOT" ] && [ ! -e "$MKCROSS_PROJECT_ROOT/mkcross.toml" ]; do
  MKCROSS_PROJECT_ROOT=${MKCROSS_PROJECT_ROOT%/*}
done
if [ -z "$MKCROSS_PROJECT_ROOT" ]; then
  # A relative variable would name a folder of the current one (https://specifications.freedesktop.org/basedir-spec/latest).
  case ${XDG_CACHE_HOME-} in
    /*) MKCROSS_PROJECT_ROOT=$XDG_CACHE_HOME/mkcross/outside ;;
    *) MKCROSS_PROJECT_ROOT=$HOME/.cache/mkcross/outside ;;
  esac
  (umask 077 && mkdir -p "$MKCROSS_PROJECT_ROOT")
  echo "mkcross: no mkcross.toml in this folder or above; toolchains go to $MKCROSS_PROJECT_ROOT" >&2
fi
export MKCROSS_PROJECT_ROOT
