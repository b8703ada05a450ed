#!/usr/bin/env bash
# Builds the three parts for one target and prints where the programs are: ./build.sh x86_64-pc-windows-gnu
set -euo pipefail
cd "$(dirname "$0")"
triple=$1
case $triple in
  x86_64-pc-windows-gnu) zig=x86_64-windows-gnu exe=.exe ;;
  x86_64-unknown-linux-musl) zig=x86_64-linux-musl exe= ;;
  *)
    echo "build.sh: there is nothing for $triple" >&2
    exit 2
    ;;
esac
build=$PWD/build/$triple

cargo build --quiet --target "$triple" >&2
(cd zig && zig build "-Dtarget=$zig" --prefix "$build/zig" --cache-dir "$build/zig-cache" >&2)
"$triple-cmake" -S cpp -B "$build/cpp" -G Ninja >&2
cmake --build "$build/cpp" >&2

echo "$PWD/target/$triple/debug/in-rust$exe"
echo "$build/zig/bin/in-zig$exe"
echo "$build/cpp/in-cpp$exe"
