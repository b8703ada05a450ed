# ./bin: the newest Nix of Debian's release $RELEASE, and git. Its libraries are in ./lib, and it has a store of its own in ./nix.
# Reads: RELEASE, PLACE (the folder that this one becomes). Needs patchelf.
# Lists of packages of their own, so that the machine's stay those of its release.
set -euo pipefail
apt=$(mktemp -d)
trap 'rm -rf "$apt"' EXIT
mkdir -p "$apt/state/lists/partial" "$apt/cache/archives/partial" "$apt/sources.list.d"
: >"$apt/state/status"
# Where the machine's own packages come from.
# shellcheck disable=SC2016
mirrors=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian')
mirror=${mirrors%%$'\n'*}
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror:-http://deb.debian.org/debian} $RELEASE main" >"$apt/sources.list"
options=(
  -o "Dir::State=$apt/state" -o "Dir::State::status=$apt/state/status" -o "Dir::Cache=$apt/cache"
  -o "Dir::Etc::sourcelist=$apt/sources.list" -o "Dir::Etc::sourceparts=$apt/sources.list.d"
  -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null
  -o APT::Sandbox::User=root -o Acquire::Languages=none -qq
)
apt-get "${options[@]}" update
apt-get "${options[@]}" -y --no-install-recommends --download-only install nix-bin
mkdir root lib bin nix
for package in "$apt"/cache/archives/*.deb; do dpkg-deb -x "$package" root; done
cp -a root/usr/lib/x86_64-linux-gnu/*.so* lib
cp -L root/usr/bin/nix lib/nix
rm -rf root
patchelf --set-interpreter "$PLACE/lib/ld-linux-x86-64.so.2" --force-rpath --set-rpath "$PLACE/lib" lib/nix
# A store in another folder than /nix would change every path; this one is put over /nix for Nix and what it starts, and for nobody else.
cat >bin/nix <<EOF
#!/bin/bash
user=()
[ "\$EUID" = 0 ] || user=(--map-root-user)
exec /usr/bin/unshare --mount "\${user[@]}" /bin/bash -c '/usr/bin/mount --bind $PLACE/nix /nix && exec $PLACE/lib/nix "\$@"' nix "\$@"
EOF
chmod +x bin/nix
ln -s /usr/bin/git bin/git
