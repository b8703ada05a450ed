{
  description = "A stand-in for nixpkgs: this machine's toolchains behind its attributes";

  outputs = _: {
    lib = (import ./default.nix { system = "x86_64-linux"; }).lib;
    legacyPackages = {
      # To be evaluated, not built.
      aarch64-darwin = import ./default.nix { system = "aarch64-darwin"; };
      aarch64-linux = import ./default.nix { system = "aarch64-linux"; };
      x86_64-darwin = 
        if import ./shape.nix == "new" then
          throw "Nixpkgs 26.11 has dropped support for x86_64-darwin."
        else
          import ./default.nix { system = "x86_64-darwin"; };
      x86_64-linux = import ./default.nix { system = "x86_64-linux"; };
    };
  };
}
