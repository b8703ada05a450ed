/**
 * Bash that frees zig from what a Nix shell says to gcc: zig reads NIX_CFLAGS_COMPILE, fails on flags that it does not
 * know, and one nixpkgs exports a cache folder that is gone.
 */
export const zigEnvironment = `unset NIX_CFLAGS_COMPILE NIX_CFLAGS_LINK NIX_LDFLAGS
if [ -n "\${ZIG_GLOBAL_CACHE_DIR-}" ] && [ ! -d "$ZIG_GLOBAL_CACHE_DIR" ]; then unset ZIG_GLOBAL_CACHE_DIR; fi
`;
