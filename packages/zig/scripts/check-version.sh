# "wanted" is not set where the option "version" has no value.
if [ -n "${wanted-}" ]; then
  case $("$zig" version) in
    "$wanted".*) ;;
    *)
      echo "mkcross: [plugin.zig] version asks for Zig $wanted, but this shell has $("$zig" version): this nixpkgs has no other" >&2
      echo 'mkcross: choose another version, or another nixpkgs with [nix] nixpkgs' >&2
      ;;
  esac
fi
