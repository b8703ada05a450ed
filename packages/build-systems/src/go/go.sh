# go for one target. What the user says in GOFLAGS or on the command line comes later and wins.
export GOOS="$goos" GOARCH="$goarch" CGO_ENABLED=1 CC="$cc" PKG_CONFIG="$pkg_config"
if [ -n "$goarm" ]; then export GOARM="${GOARM-$goarm}"; fi
if [ -n "$cxx" ]; then export CXX="$cxx"; fi
if [ -n "$ar" ]; then export AR="$ar"; fi
flags=${GOFLAGS-$(go env GOFLAGS)}
if [ -n "$runner" ]; then flags="-exec=$runner $flags"; fi
if [ -n "$link_flags" ]; then flags="\"-ldflags=-linkmode external -extldflags '$link_flags'\" $flags"; fi
if [ -n "$flags" ]; then export GOFLAGS="$flags"; fi
exec go "$@"
