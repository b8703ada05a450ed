import type { Triple } from './contract/names.ts';

/**
 * The triple as cargo writes it in the names of its variables: `CARGO_TARGET_<this>_LINKER`. Upper case, with underscores
 * (https://doc.rust-lang.org/cargo/reference/environment-variables.html).
 */
export function cargoName(triple: Triple): string {
  return ccName(triple).toUpperCase();
}

/** The triple as the cc, cmake, pkg-config and bindgen crates write it at the end of theirs: `CC_<this>`. Lower case, with underscores. */
export function ccName(triple: Triple): string {
  return triple.replaceAll(/[-.]/g, '_');
}
