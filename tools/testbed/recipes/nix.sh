# ./bin: the newest Nix of Debian's release $RELEASE, and git. Its libraries are in ./lib, and it has a store of its own in ./nix.
# Reads: RELEASE, PACKAGES (the recipe that fetches them), PLACE (the folder that this one becomes). Needs patchelf.
set -euo pipefail
mkdir packages root lib bin nix
(cd packages && bash "$PACKAGES" -y --no-install-recommends --download-only install nix-bin)
for package in packages/*.deb; do dpkg-deb -x "$package" root; done
cp -a root/usr/lib/x86_64-linux-gnu/*.so* lib
cp -L root/usr/bin/nix lib/nix
rm -rf packages root
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
