for name in RUSTFLAGS CARGO_ENCODED_RUSTFLAGS; do
  if [ -n "${!name+set}" ]; then
    echo "mkcross: $name is set in your environment and replaces the flags of every target; run: unset $name" >&2
  fi
done
for name in CFLAGS CXXFLAGS ARFLAGS; do
  if [ -n "${!name-}" ]; then
    echo "mkcross: $name is set in your environment and is used for every target; run: unset $name" >&2
  fi
done
