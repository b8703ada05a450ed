# ./i386-windows: the DLLs of 32-bit Wine, for the 64-bit Wine of Debian: it has an experimental mode that needs no 32-bit libraries of Linux.
# Lists of packages of their own, so that the machine stays one of a single architecture.
set -euo pipefail
apt=$(mktemp -d)
trap 'rm -rf "$apt"' EXIT
mkdir -p "$apt/state/lists/partial" "$apt/cache/archives/partial"
: >"$apt/state/status"
options=(
  -o "Dir::State=$apt/state" -o "Dir::State::status=$apt/state/status" -o "Dir::Cache=$apt/cache"
  -o APT::Architecture=i386 -o APT::Architectures=i386 -o APT::Sandbox::User=root -qq
)
# One list that cannot be fetched is not a failure: the download says whether the package is there.
apt-get "${options[@]}" update || true
version=$(dpkg-query -W -f '${Version}' libwine)
(cd "$apt" && apt-get "${options[@]}" download "libwine:i386=$version")
dpkg-deb --fsys-tarfile "$apt"/libwine_*.deb |
  tar -x --strip-components=5 ./usr/lib/i386-linux-gnu/wine/i386-windows
