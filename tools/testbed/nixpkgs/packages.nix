# The package sets. `shape` is "old" (24.11) or "new" (unstable in late 2026): a name that only one of them has is only there.
{ system, shape }:
let
  isNew = shape == "new";
  lib = import ./lib.nix { version = if isNew then "26.11.20260808.9c8533e" else "24.11.20250101.dirty"; };
  farm = path: {
    outPath = "${path}";
    type = "derivation";
    name = baseNameOf path;
  };
  builder = "/bin/bash";

  # A library of a cross set, with the outputs that it has in nixpkgs; files of pkg-config name them by their paths.
  library =
    {
      name,
      from,
      outputs,
      propagated ? [ ],
    }:
    derivation {
      inherit
        name
        system
        builder
        outputs
        ;
      args = [
        "-c"
        ''
          export PATH=/usr/bin:/bin
          for output in $outputs; do cp -r --no-preserve=mode ${from}/$output ''${!output}; done
          sed -i "s|@out@|$out|; s|@dev@|$dev|" "$dev"/lib/pkgconfig/*.pc
          mkdir "$dev/nix-support"
          echo ''${bin-} "$out" ${toString propagated} >"$dev/nix-support/propagated-build-inputs"
          exit 0
        ''
      ];
    }
    // {
      propagatedBuildInputs = propagated;
    };
  # zlib, openssl and curl as they are in a set: in pkgsStatic there are only archives; elsewhere only zlib has one.
  libraries =
    {
      from,
      isStatic ? false,
    }:
    rec {
      zlib = library {
        name = "zlib-1.3.2";
        from = from + "/zlib";
        outputs = [
          "out"
          "dev"
        ]
        ++ lib.optional (!isStatic) "static";
      };
      openssl = library {
        name = "openssl-3.6.0";
        from = from + "/openssl";
        outputs = [
          "bin"
          "dev"
          "out"
        ];
      };
      curl = library {
        name = "curl-8.16.0";
        from = from + "/curl";
        outputs = [
          "bin"
          "dev"
          "out"
        ];
        propagated = [
          openssl.dev
          zlib.dev
        ];
      };
    };

  # A file with text that may name other outputs. A builder must not end in a command that bash would become:
  # Nix 2.8 kills a builder whose output has closed.
  file =
    {
      name,
      text,
      executable ? false,
      place ? "",
    }:
    derivation {
      inherit name system text builder;
      passAsFile = [ "text" ];
      args = [
        "-c"
        ''
          export PATH=/usr/bin:/bin
          target=$out${place}
          mkdir -p "$(dirname "$target")"
          cp "$textPath" "$target"
          ${if executable then ''chmod +x "$target"'' else ""}
          exit 0
        ''
      ];
    };
  writeText = name: text: file { inherit name text; };
  writeShellScript =
    name: text:
    file {
      inherit name;
      executable = true;
      text = "#!/bin/bash\n${text}\n";
    };
  writeShellScriptBin =
    name: text:
    file {
      inherit name;
      executable = true;
      place = "/bin/${name}";
      text = "#!/bin/bash\n${text}\n";
    }
    // {
      meta.mainProgram = name;
    };
  # A folder of links; the names may have folders.
  linkFarm =
    name: entries:
    derivation {
      inherit name system builder;
      passAsFile = [ "links" ];
      links = lib.concatStrings (
        map (one: "${one}\n${entries.${one}}\n") (builtins.attrNames entries)
      );
      args = [
        "-c"
        ''
          export PATH=/usr/bin:/bin
          while read -r name && read -r path; do
            mkdir -p "$(dirname "$out/$name")"
            ln -s "$path" "$out/$name"
          done <"$linksPath"
          exit 0
        ''
      ];
    };

  # A derivation that a bash script makes, with what stdenvNoCC gives: no compiler. Its HOME does not exist and cannot be made, which
  # without a sandbox root could do with /homeless-shelter.
  runCommand =
    name: attrs: script:
    derivation (
      {
        inherit name system builder;
        passAsFile = [ "buildCommand" ];
        buildCommand = ''
          export PATH=${./farms/coreutils}/bin HOME=/dev/null/homeless-shelter
          cd "$TMPDIR"
          set -eu
          ${script}
        '';
        args = [
          "-c"
          "source $buildCommandPath; exit 0"
        ];
      }
      // attrs
    );

  setup = builtins.toFile "setup" (
    builtins.replaceStrings [ "@coreutils@" "@nativeCc@" ] [ "${./farms/coreutils}" "${./farms/native-cc}" ] (builtins.readFile ./setup.sh)
  );
  stdenvFolder = derivation {
    name = "stdenv";
    inherit system setup builder;
    args = [
      "-c"
      "export PATH=/usr/bin:/bin; mkdir -p $out; cp $setup $out/setup; exit 0"
    ];
  };

  checkEnv =
    env:
    builtins.mapAttrs (
      name: value:
      if builtins.isString value || builtins.isBool value || builtins.isInt value || (value.type or "") == "derivation" then
        value
      else
        throw "The `env` attribute set can only contain derivations, strings, booleans or integers. The `${name}` attribute is of type ${builtins.typeOf value}."
    ) env;
  mkShellWith =
    fixed:
    {
      packages ? [ ],
      nativeBuildInputs ? [ ],
      buildInputs ? [ ],
      env ? { },
      inputsFrom ? [ ],
      hardeningDisable ? [ ],
      name ? "nix-shell",
      ...
    }@args:
    let
      rest = builtins.removeAttrs args [
        "packages"
        "nativeBuildInputs"
        "buildInputs"
        "env"
        "inputsFrom"
        "hardeningDisable"
        "name"
      ];
      overlapping = builtins.attrNames (builtins.intersectAttrs rest env);
    in
    if overlapping != [ ] then
      throw "The `env` attribute set cannot contain any attributes passed to derivation. The following attributes are overlapping: ${toString overlapping}"
    else
      derivation (
        {
          inherit name system builder;
          args = [
            "-c"
            "echo > $out; exit 0"
          ];
          stdenv = stdenvFolder;
          nativeBuildInputs = map lib.getDev (packages ++ nativeBuildInputs);
          buildInputs = map lib.getDev buildInputs;
        }
        // fixed
        // rest
        // checkEnv env
      );

  native-cc = farm ./farms/native-cc // {
    targetPrefix = "";
  };
  hostSet = {
    inherit lib;
    inherit (libraries { from = ./farms/libraries/host; }) zlib openssl curl;
    path = ./.;
    stdenv = {
      cc = native-cc;
      hostPlatform = {
        inherit system;
      };
    };
    mkShell = mkShellWith { };
    mkShellNoCC = mkShellWith { noCc = "1"; };
    inherit linkFarm writeText writeShellScript writeShellScriptBin;
    bash = farm ./farms/coreutils;
    # nix develop builds it, and starts its bash.
    bashInteractive = derivation {
      name = "bash-interactive";
      inherit system builder;
      args = [
        "-c"
        "export PATH=/usr/bin:/bin; mkdir -p $out/bin; ln -s /bin/bash $out/bin/bash; exit 0"
      ];
    };
    coreutils = farm ./farms/coreutils;
    runtimeShell = "/bin/bash";
    rustup = farm ./farms/rustup;
    zig = farm ./farms/zig;
    cargo-zigbuild = farm ./farms/cargo-zigbuild;
    zig_0_15 = farm ./farms/zig-0.15;
    ninja = farm ./farms/ninja;
    meson = farm ./farms/meson;
    python3Packages.meson = farm ./farms/meson;
    # A derivation, as `nix shell` wants one.
    binutils-unwrapped-all-targets = linkFarm "binutils" (
      lib.genAttrs (map (name: "bin/${name}") [ "ar" "nm" "objdump" "readelf" "strings" ]) (name: "/usr/${name}")
    );
    inherit runCommand;
    util-linux = farm ./farms/util-linux;
    cmake = farm ./farms/cmake;
    pkg-config = farm ./farms/pkg-config;
    pkg-config-unwrapped = farm ./farms/pkg-config-unwrapped;
    llvmPackages = {
      bintools-unwrapped = farm ./farms/llvm-bintools;
      libclang = farm ./farms/coreutils // {
        lib = farm ./farms/libclang-lib;
      };
    };
    wineWow64Packages.stable =
      if system == "x86_64-linux" then
        farm ./farms/wine
      else
        throw "Package ‘wine-wow64’ is not available on the requested hostPlatform ${system}";
    wineWowPackages.stable =
      if isNew then
        lib.warn "wineWowPackages is deprecated, use wineWow64Packages" (farm ./farms/wine)
      else
        farm ./farms/wine-old;
    qemu = farm ./farms/qemu;
    pkgsCross = {
      inherit musl64;
      aarch64-multiplatform-musl = aarch64Musl;
    }
    // (
      if isNew then
        {
          mingw-msvcrt-x86_64 = mingw;
          mingwW64 = lib.warn "pkgsCross.mingwW64 has been renamed to pkgsCross.mingw-msvcrt-x86_64" mingw;
        }
      else
        { mingwW64 = mingw; }
    );
  }
  // lib.optionalAttrs isNew { qemu-user = farm ./farms/qemu; };
  musl64 = hostSet // {
    inherit (libraries { from = ./farms/libraries/musl64; }) zlib openssl curl;
    pkgsStatic = libraries {
      from = ./farms/libraries/static;
      isStatic = true;
    };
    stdenv.hostPlatform.system = system;
    stdenv.cc = farm ./farms/musl-cc // {
      targetPrefix = "x86_64-unknown-linux-musl-";
      libc = farm ./farms/musl-libc // {
        dev = farm ./farms/musl-libc-dev;
      };
    };
  };
  # What is evaluated, and cannot be built here.
  evaluated = name: runCommand name { } ''
    echo "the stand-in for nixpkgs has no ${name}" >&2
    exit 1
  '';
  aarch64Musl = hostSet // {
    stdenv.hostPlatform.system = system;
    stdenv.cc = evaluated "gcc-wrapper" // {
      targetPrefix = "aarch64-unknown-linux-musl-";
      libc = evaluated "musl" // {
        dev = evaluated "musl-dev";
      };
    };
  };
  mingwPthreads = farm ./farms/pthreads // {
    name = "mingw_w64-pthreads-x86_64-w64-mingw32-12.0.0";
  };
  mingw = hostSet // {
    inherit (libraries { from = ./farms/libraries/mingw; }) zlib openssl curl;
    stdenv.hostPlatform.system = system;
    stdenv.cc = farm ./farms/mingw-cc // {
      targetPrefix = "x86_64-w64-mingw32-";
      libc = farm ./farms/mingw-libc // {
        dev = farm ./farms/mingw-libc-dev;
      };
      cc = farm ./farms/mingw-gcc // {
        lib = farm ./farms/mingw-gcc-lib;
      };
    };
    windows = {
      mcfgthreads = farm ./farms/mcfgthreads // {
        dev = farm ./farms/mcfgthreads-dev;
      };
      pthreads = if isNew then mingwPthreads else farm ./farms/pthreads-w32;
      mingw_w64_pthreads =
        if isNew then lib.warn "windows.mingw_w64_pthreads has been renamed to windows.pthreads" mingwPthreads else mingwPthreads;
    };
  };
in
{
  host = hostSet;
  "x86_64-unknown-linux-musl" = musl64;
  "x86_64-w64-mingw32" = mingw;
}
