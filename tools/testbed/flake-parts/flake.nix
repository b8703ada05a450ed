# The part of flake-parts that examples use: mkFlake, systems, perSystem and flake.
{
  outputs = _: {
    lib.mkFlake =
      { inputs }:
      module:
      let
        perSystem =
          system:
          module.perSystem {
            inherit system;
            pkgs = inputs.nixpkgs.legacyPackages.${system};
          };
        collect =
          output:
          builtins.listToAttrs (
            map (system: {
              name = system;
              value = (perSystem system).${output} or { };
            }) module.systems
          );
      in
      {
        checks = collect "checks";
        devShells = collect "devShells";
      }
      // module.flake or { };
  };
}
