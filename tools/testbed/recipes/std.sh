# The standard library and libtest for $TARGET, from Debian's rust-web-src and its vendored crates, as rustup's is built: with bitcode,
# which link-time optimization reads, and a panic_abort that programs of `panic = "abort"` can be linked with.
# Leaves the rlibs in this folder.
set -euo pipefail
library=/usr/lib/rustlib/src/rust/library
mkdir -p crate/src crate/.cargo
# After the profile "dist" of the library's own workspace, which -Zbuild-std does not read.
cat >crate/Cargo.toml <<'EOF'
cargo-features = ["profile-rustflags"]

[package]
name = "empty"
version = "0.0.0"
edition = "2021"

[profile.release]
codegen-units = 1
rustflags = ["-Cembed-bitcode=yes"]

[profile.release.package.panic_abort]
rustflags = ["-Cembed-bitcode=yes", "-Cpanic=abort"]
EOF
: >crate/src/lib.rs
printf '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "%s/vendor"\n' "$library" >crate/.cargo/config.toml
cd crate
env -u RUSTUP_HOME -u RUSTFLAGS RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc CARGO_HOME="$PWD/home" \
  /usr/bin/cargo build --release -Zbuild-std=std,panic_unwind,test --target "$TARGET"
cp "target/$TARGET"/release/deps/*.rlib ..
rm -f ../libempty-*.rlib
cd ..
rm -rf crate
