# cmake, told of the target by $toolchain where it configures; --build, --install and -E take no variables.
case ${1-} in
  --build | --install | --open | --workflow | -E | -P | --help* | --version) exec cmake "$@" ;;
  *) exec cmake "-DCMAKE_TOOLCHAIN_FILE=$toolchain" "$@" ;;
esac
