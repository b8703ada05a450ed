for name in RUSTFLAGS CARGO_ENCODED_RUSTFLAGS; do
  if [ -n "${!name+set}" ]; then
    echo "mkcross: $name is set in your environment and replaces the flags of every target; run: unset $name" >&2
  fi
done
# Compilers for the target search the folders of CPATH and the like before their own.
for name in CFLAGS CXXFLAGS ARFLAGS CPATH C_INCLUDE_PATH CPLUS_INCLUDE_PATH LIBRARY_PATH COMPILER_PATH; do
  if [ -n "${!name-}" ]; then
    echo "mkcross: $name is set in your environment and is used for every target; run: unset $name" >&2
  fi
done
