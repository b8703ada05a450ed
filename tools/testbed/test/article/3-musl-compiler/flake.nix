{
  description = "A basic Rust flake";
  inputs = {
    nixpkgs.url = "nixpkgs/nixos-unstable";
  };
  outputs = { self, nixpkgs }: let
    system = "x86_64-linux";
    pkgs = import nixpkgs { inherit system; };
  in {
    devShell.${system} = let
      pkgsMusl = import pkgs.path {
        system = system;
        crossSystem = {
          config = "x86_64-unknown-linux-musl";
        };
      };
      ccMusl = pkgsMusl.stdenv.cc;
    in pkgs.mkShell {
      buildInputs = [
        ccMusl
        pkgs.rustup
      ];
      # IMPORTANT! Set up the compiler and linker for C libraries
      CARGO_TARGET_X86_64_UNKNOWN_LINUX_MUSL_LINKER = ccMusl;
      CC_x86_64_unknown_linux_musl = ccMusl;
      CARGO_BUILD_TARGET = let
        toolchainStr = builtins.readFile ./rust-toolchain.toml;
        targets = (builtins.fromTOML toolchainStr).toolchain.targets;
      in builtins.head targets;
      shellHook = ''
        # Avoid polluting the home directory
        export RUSTUP_HOME=$(pwd)/.rustup/
        export CARGO_HOME=$(pwd)/.cargo/
        # Use binaries installed with `cargo install`
        export PATH=$PATH:$CARGO_HOME/bin
        # Install and display the current toolchain
        rustup show
      '';
    };
  };
}
