# meson, told of the target by $cross where it sets a build folder up. $runs is empty where nothing here starts the target's programs.
case ${1-} in
  setup)
    shift
    exec meson setup --cross-file "$cross" "$@"
    ;;
  test)
    # Meson would skip every test and report success.
    if [ -z "$runs" ]; then
      echo "mkcross: tests for $triple cannot run on this machine: no enabled plugin has a runner for it; add one to \"plugins\" in mkcross.toml" >&2
      exit 1
    fi
    ;;
esac
exec meson "$@"
