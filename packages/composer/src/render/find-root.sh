MKCROSS_PROJECT_ROOT=$PWD
while [ -n "$MKCROSS_PROJECT_ROOT" ] && [ ! -e "$MKCROSS_PROJECT_ROOT/mkcross.toml" ]; do
  MKCROSS_PROJECT_ROOT=${MKCROSS_PROJECT_ROOT%/*}
done
if [ -z "$MKCROSS_PROJECT_ROOT" ]; then
  MKCROSS_PROJECT_ROOT=${XDG_CACHE_HOME:-$HOME/.cache}/mkcross/outside
  mkdir -p "$MKCROSS_PROJECT_ROOT"
  echo "mkcross: no mkcross.toml in this folder or above; toolchains go to $MKCROSS_PROJECT_ROOT" >&2
fi
export MKCROSS_PROJECT_ROOT
