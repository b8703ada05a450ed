cd "$root" || exit
if [ ! -e rust-toolchain.toml ] && [ ! -e rust-toolchain ]; then
  echo "mkcross: there is no rust-toolchain.toml in $root: rustup does not know which toolchain to install" >&2
  for file in */rust-toolchain.toml */*/rust-toolchain.toml; do
    if [ -e "$file" ]; then echo "mkcross: there is $file; move it beside mkcross.toml" >&2; fi
  done
  exit 1
fi
install=(toolchain install --no-self-update)
# Before 1.28, "toolchain install" needs a name; "show" installs what the file names.
case $("$rustup" --version 2>/dev/null) in
  "rustup 1."[0-9].* | "rustup 1."1[0-9].* | "rustup 1."2[0-7].*) install=(show) ;;
esac
if ! "$rustup" "${install[@]}" >&2; then
  echo 'mkcross: rustup failed to install the toolchain of rust-toolchain.toml; see its message above' >&2
  exit 1
fi
