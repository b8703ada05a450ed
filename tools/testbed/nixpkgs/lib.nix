# The part of nixpkgs' lib that generated flakes and the article use.
{ version }:
rec {
  inherit version;
  versions.majorMinor =
    version: builtins.concatStringsSep "." (builtins.genList (builtins.elemAt (builtins.splitVersion version)) 2);
  versionOlder = a: b: builtins.compareVersions b a == 1;
  versionAtLeast = a: b: !(versionOlder a b);
  hasPrefix = prefix: text: builtins.substring 0 (builtins.stringLength prefix) text == prefix;
  any = builtins.any;
  elem = builtins.elem;
  isDerivation = value: value.type or null == "derivation";
  getExe = package: "${getBin package}/bin/${package.meta.mainProgram}";
  optionalAttrs = condition: attrs: if condition then attrs else { };
  optionalString = condition: value: if condition then value else "";
  filterAttrs =
    wanted: attrs:
    builtins.removeAttrs attrs (
      builtins.filter (name: !(wanted name attrs.${name})) (builtins.attrNames attrs)
    );
  optional = condition: value: if condition then [ value ] else [ ];
  optionals = condition: list: if condition then list else [ ];
  genAttrs =
    names: value:
    builtins.listToAttrs (
      map (name: {
        inherit name;
        value = value name;
      }) names
    );
  concatStrings = builtins.concatStringsSep "";
  concatMapStrings = f: list: concatStrings (map f list);
  subtractLists = remove: builtins.filter (one: !(builtins.elem one remove));
  unique = builtins.foldl' (seen: one: if builtins.elem one seen then seen else seen ++ [ one ]) [ ];
  getOutput = output: package: package.${output} or package.out or package;
  getBin = getOutput "bin";
  getDev = getOutput "dev";
  getLib = getOutput "lib";
  warn = message: builtins.trace "warning: ${message}";
  showWarnings = messages: value: builtins.foldl' (value: message: warn message value) value messages;
}
