/** What a machine has of what shells of generated flakes need. */
export interface Machine {
  readonly hasNix: boolean;
  /** Whether Nix finds and fetches the flake `nixpkgs`. */
  readonly reachesNixpkgs: boolean;
  readonly hasApt: boolean;
  readonly hasRustup: boolean;
  /** `MKCROSS_TESTBED`: `stand-in` asks for the stand-in where nixpkgs is reached too. */
  readonly asked: string | undefined;
}

/** Where packages come from: nixpkgs itself, the stand-in over Debian's toolchains, or nowhere, with what is needed. */
export type Source =
  { readonly kind: 'nixpkgs' } | { readonly kind: 'stand-in' } | { readonly kind: 'none'; readonly needed: string };

/** Chooses where packages come from. */
export function chooseSource({ hasNix, reachesNixpkgs, hasApt, hasRustup, asked }: Machine): Source {
  const asksForStandIn = asked === 'stand-in';
  if (hasNix && reachesNixpkgs && !asksForStandIn) return { kind: 'nixpkgs' };
  if (!hasApt && asksForStandIn)
    return { kind: 'none', needed: 'Debian is needed: the stand-in for nixpkgs is made of its packages, with apt.' };
  if (!hasApt)
    return {
      kind: 'none',
      needed: hasNix
        ? 'Nix cannot fetch the flake `nixpkgs`: check the network with "nix flake metadata nixpkgs", or use Debian, where apt provides the toolchains.'
        : 'Nix is needed, from https://nixos.org/download, or Debian, where apt provides the toolchains.',
    };
  if (!hasRustup) return { kind: 'none', needed: 'rustup is needed, from https://rustup.rs.' };
  return { kind: 'stand-in' };
}
