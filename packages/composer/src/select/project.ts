import type { Place } from '@mkcross/core';
import type { Config } from '../config/config.ts';
import type { Toolchain } from '../config/parse-toolchain.ts';
import type { TomlPath } from '../config/toml-file.ts';

/** What a project's own files say. */
export interface Project {
  readonly config: Config;
  /** Where a key of mkcross.toml stands. */
  readonly placeOf: (path: TomlPath) => Place;
  /** rust-toolchain.toml, if there is one. */
  readonly toolchain?: Toolchain;
}
