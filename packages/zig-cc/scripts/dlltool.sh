# rustc calls dlltool for #[link(kind = "raw-dylib")]; cargo-zigbuild translates its arguments for zig.
export CARGO_ZIGBUILD_ZIG_PATH=$zig CARGO_ZIGBUILD_PYTHON_PATH=/var/empty/python
export CARGO_ZIGBUILD_RUSTC_VERSION="${CARGO_ZIGBUILD_RUSTC_VERSION:-1.59.0}"
exec "$zigbuild" zig dlltool -- "$@"
