# Beside a folder "cases" of projects: the derivations of all their shells and checks, so that one run of Nix evaluates them all.
{
  inputs = {
    old.url = "nixpkgs";
    new.url = "nixpkgs";
  };

  outputs =
    {
      self,
      old,
      new,
    }:
    let
      names = builtins.attrNames (builtins.readDir ./cases);
      derivation =
        one:
        let
          tried = builtins.tryEval one.drvPath;
        in
        if tried.success then tried.value else "refused";
      derivations = builtins.mapAttrs (_: builtins.mapAttrs (_: derivation));
      project =
        nixpkgs: name:
        let
          outputs = (import (./cases + "/${name}/flake.nix")).outputs { inherit nixpkgs self; };
        in
        {
          inherit name;
          value = {
            devShells = derivations outputs.devShells;
            checks = derivations outputs.checks;
          };
        };
      over = nixpkgs: builtins.listToAttrs (map (project nixpkgs) names);
    in
    {
      derivations = {
        old = over old;
        new = over new;
      };
    };
}
