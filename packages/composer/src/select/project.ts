import type { Triple } from '@mkcross/core';
import type { Config } from '../config/config.ts';
import type { Places } from '../config/places.ts';

/** What a project's own files say, as plain data. */
export interface Project {
  readonly config: Config;
  /** Where the keys of mkcross.toml are, for findings; `{}` where the configuration was not read from a file. */
  readonly places: Places;
  /** The ids of the plugins whose entries in `plugins` do not contain them: JSON files of the project. Others are found by package name or id. */
  readonly pluginIds?: Readonly<Record<string, string>>;
  /** rust-toolchain.toml, if there is one. */
  readonly toolchain?: { readonly targets: readonly Triple[]; readonly path?: string; readonly places: Places };
  /** Files of this name in folders of the project, where it has none itself; relative to it, sorted. */
  readonly toolchainsBelow?: readonly string[];
}
