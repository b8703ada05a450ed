# The standard library and libtest for $TARGET, from Debian's rust-web-src and its vendored crates.
# Leaves the rlibs in this folder.
set -euo pipefail
library=/usr/lib/rustlib/src/rust/library
mkdir -p crate/src crate/.cargo
printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n' >crate/Cargo.toml
: >crate/src/lib.rs
printf '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "%s/vendor"\n' "$library" >crate/.cargo/config.toml
cd crate
env -u RUSTUP_HOME -u RUSTFLAGS RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc CARGO_HOME="$PWD/home" \
  /usr/bin/cargo build --release -Zbuild-std=std,panic_unwind,test --target "$TARGET"
cp "target/$TARGET"/release/deps/*.rlib ..
rm -f ../libempty-*.rlib
cd ..
rm -rf crate
