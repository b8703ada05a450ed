# What the stand-in claims of nixpkgs, as a function of a package set: each claim with what the set has. The stand-in is held to it by
# nixpkgs-claims.e2e.test.ts, real package code by `node tools/testbed/dist/main.js claims FLAKE`, which builds nothing: files of real
# packages are not looked at.
pkgs:
let
  cc = prefix: {
    inherit prefix;
    outputs = [ "out" ];
  };
  claims = {
    "cmake".outputs = [ "out" ];
    "meson".outputs = [ "out" ];
    "ninja".outputs = [ "out" ];
    "pkg-config".outputs = [ "out" ];
    "pkg-config-unwrapped".outputs = [ "out" ];
    "rustup" = {
      outputs = [ "out" ];
      files.out = [
        "bin/cargo"
        "bin/rustc"
        "bin/rustup"
      ];
    };
    "zig" = {
      outputs = [ "out" ];
      files.out = [ "bin/zig" ];
    };
    "zlib" = {
      outputs = [
        "out"
        "dev"
        "static"
      ];
      files.out = [ "lib/libz.so" ];
      files.static = [ "lib/libz.a" ];
    };
    "pkgsCross.musl64.stdenv.cc" = cc "x86_64-unknown-linux-musl-";
    "pkgsCross.musl64.zlib" = {
      outputs = [
        "out"
        "dev"
        "static"
      ];
      files.out = [ "lib/libz.so" ];
      files.static = [ "lib/libz.a" ];
    };
    "pkgsCross.musl64.openssl" = {
      outputs = [
        "bin"
        "dev"
        "out"
      ];
      files.out = [ "lib/libssl.so" ];
    };
    "pkgsCross.musl64.curl".outputs = [
      "bin"
      "dev"
      "out"
    ];
    "pkgsCross.musl64.pkgsStatic.zlib" = {
      outputs = [
        "out"
        "dev"
      ];
      files.out = [ "lib/libz.a" ];
    };
    "pkgsCross.musl64.pkgsStatic.openssl" = {
      outputs = [
        "bin"
        "dev"
        "out"
      ];
      files.out = [ "lib/libssl.a" ];
    };
    "pkgsCross.mingw-msvcrt-x86_64.stdenv.cc" = cc "x86_64-w64-mingw32-";
    "pkgsCross.mingw-msvcrt-x86_64.zlib" = {
      outputs = [
        "out"
        "dev"
        "static"
      ];
      files.static = [ "lib/libz.a" ];
    };
    "pkgsCross.mingw-msvcrt-x86_64.openssl".outputs = [
      "bin"
      "dev"
      "out"
    ];
    "pkgsCross.mingw-msvcrt-x86_64.windows.mcfgthreads" = {
      outputs = [
        "out"
        "dev"
      ];
      files.out = [
        "bin/libmcfgthread-2.dll"
        "lib/libmcfgthread.a"
        "lib/libmcfgthread.dll.a"
      ];
      files.dev = [ "include/mcfgthread/gthr.h" ];
    };
    "pkgsCross.mingw-msvcrt-x86_64.windows.pthreads" = {
      outputs = [ "out" ];
      files.out = [
        "include/pthread.h"
        "lib/libpthread.a"
      ];
    };
  };
  names = path: builtins.filter builtins.isString (builtins.split "\\." path);
  find =
    path:
    builtins.foldl' (
      set: name: if set == null then null else set.${name} or null
    ) pkgs (names path);
  isRight =
    claim: package:
    package != null
    && builtins.all (output: output == "out" || package ? ${output}) claim.outputs
    && (claim ? prefix -> package.targetPrefix == claim.prefix);
  pathsOf =
    claim: root:
    builtins.concatLists (
      map (output: map (file: "${root output}/${file}") claim.files.${output}) (
        builtins.attrNames (claim.files or { })
      )
    );
  row =
    attribute:
    let
      claim = claims.${attribute};
      programs = if claim ? prefix then [ "programs `${claim.prefix}…`" ] else [ ];
      cells = [
        "`${attribute}`"
        (builtins.concatStringsSep ", " claim.outputs)
        (builtins.concatStringsSep ", " (pathsOf claim (output: output) ++ programs))
        (if isRight claim (find attribute) then "yes" else "no")
      ];
    in
    "| ${builtins.concatStringsSep " | " cells} |\n";
  attributes = builtins.attrNames claims;
  filesOf =
    attribute:
    let
      package = find attribute;
    in
    pathsOf claims.${attribute} (output: "${package.${output} or package}");
in
{
  version = pkgs.lib.version;
  table = builtins.concatStringsSep "" (map row attributes);
  # Paths in the store, which are there once the packages are built.
  files = builtins.concatStringsSep "\n" (builtins.concatLists (map filesOf attributes));
}
