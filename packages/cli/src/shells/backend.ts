/** What provides a project's shells: Nix, or mkcross itself with the toolchains of the machine. */
export type Backend = 'host' | 'nix';

/** The values of `--backend`. */
export const backends: readonly Backend[] = ['host', 'nix'];
