# cargo calls this as "cargo-host host ARGUMENTS": cargo, without the target that the shell builds for.
shift
unset CARGO_BUILD_TARGET
exec cargo "$@"
