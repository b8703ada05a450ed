# ./bin/wine and ./bin/wineserver: the Wine of Debian's release $RELEASE for 64-bit programs, with the libraries of that release that it
# needs to start, but not those of sound, video and cameras. Its parts find each other by where they are in relation to each other.
# Reads: RELEASE, PACKAGES (the recipe that fetches them), PLACE (the folder that this one becomes). Needs patchelf.
set -euo pipefail
mkdir -p packages root lib/wine share
(cd packages && bash "$PACKAGES" download wine64 libwine libz-mingw-w64 libc6 libgcc-s1 liblzma5 libunwind8)
for package in packages/*.deb; do dpkg-deb -x "$package" root; done
mv root/usr/lib/x86_64-linux-gnu lib
mv root/usr/share/wine share
# Debian's own names are for 64 bits, and wineserver is a script that starts the server of /usr.
mv root/usr/lib/wine/wine64 lib/wine/wine
mv root/usr/lib/wine/wineserver64 lib/wine/wineserver
ln -s lib/wine bin

# As the package does when it is installed: Wine takes a DLL for one of its own only if its header says so.
zlib=root/usr/x86_64-w64-mingw32/lib/zlib1.dll
{
  head -c 64 "$zlib"
  printf 'Wine builtin DLL\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0'
  tail -c +97 "$zlib"
} >lib/x86_64-linux-gnu/wine/x86_64-windows/zlib1.dll
rm -rf packages root

libraries=$PLACE/lib/x86_64-linux-gnu
patchelf --set-interpreter "$libraries/ld-linux-x86-64.so.2" --force-rpath --set-rpath "$libraries" lib/wine/wine lib/wine/wineserver
