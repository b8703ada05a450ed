# Stands in for `devenv shell`: packages, env and enterShell of devenv.nix, and no other option.
{
  inputs.nixpkgs.url = "nixpkgs";

  outputs =
    { nixpkgs, ... }:
    let
      pkgs = nixpkgs.legacyPackages.x86_64-linux;
      module = import ./devenv.nix {
        inherit pkgs;
        inherit (nixpkgs) lib;
        config = { };
        inputs = { inherit nixpkgs; };
      };
      types = {
        enterShell = builtins.isString;
        env = builtins.isAttrs;
        packages = builtins.isList;
      };
      checked = builtins.mapAttrs (
        option: value:
        if (types.${option} or (throw "The option `${option}' does not exist")) value then
          value
        else
          throw "The option `${option}' is of type ${builtins.typeOf value}"
      ) module;
    in
    {
      devShells.x86_64-linux.default = pkgs.mkShell (
        {
          name = "devenv-shell";
          packages = checked.packages or [ ];
          shellHook = checked.enterShell or "";
        }
        // checked.env or { }
      );
    };
}
