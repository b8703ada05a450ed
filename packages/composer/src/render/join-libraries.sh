# Joins $folders in $out: outputs of a package and of all that it propagates. Archives may be in an output of their own, and pkg-config
# files name the output that had them before.
mkdir -p "$out/bin" "$out/include" "$out/lib/pkgconfig"
joined=()
for folder in $folders; do joined+=(-e "s|$folder|$out|g"); done
for folder in $folders; do
  for part in bin include lib; do
    if [ -d "$folder/$part" ]; then cp -rsf --no-preserve=mode "$folder/$part/." "$out/$part"; fi
  done
  for file in "$folder"/{lib,share}/pkgconfig/*.pc; do
    if [ ! -e "$file" ]; then continue; fi
    rm -f "$out/lib/pkgconfig/${file##*/}"
    sed "${joined[@]}" "$file" >"$out/lib/pkgconfig/${file##*/}"
  done
done
touch "$out/notes"
if [ "$linkage" = dynamic ]; then exit 0; fi
# A linker prefers a shared library, or the import library of a DLL, to the archive beside it.
for archive in "$out"/lib/lib*.a; do
  case $archive in *.dll.a) continue ;; esac
  rm -f "${archive%.a}".so "${archive%.a}".so.* "${archive%.a}".dll.a
done
shared=
for library in "$out"/lib/lib*.so "$out"/lib/lib*.dll.a; do
  if [ -e "$library" ]; then shared+=" ${library##*/}"; fi
done
if [ -n "$shared" ]; then
  echo "mkcross: $target: \"$attribute\" of nixpkgs has no archives of$shared: programs that link them need shared libraries beside them. List a package that has archives, such as \"pkgsStatic.$attribute\", or a folder of the project (./vendor), under [target.$target] in mkcross.toml" >"$out/notes"
fi
