{ pkgs, ... }:
let
  mkcross = import ./mkcross { inherit pkgs; };
in
{
  inherit (mkcross.devenv) enterShell env packages;
}
