{ pkgs, ... }:
let
  mkcross = import ./mkcross.nix { inherit pkgs; };
in
{
  inherit (mkcross.devenv) enterShell env packages;
}
