# `import nixpkgs { system; crossSystem; }`, as the article does it.
{
  system,
  crossSystem ? { config = "host"; },
  ...
}:
(import ./packages.nix {
  inherit system;
  shape = import ./shape.nix;
}).${crossSystem.config}
