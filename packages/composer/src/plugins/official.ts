import type { Triple } from '@mkcross/core';
import { officialPlugins } from './official-data.ts';

export { officialPlugins };

/** A plugin of mkcross' own, whose package is `@mkcross/<id>`: so that messages and `mkcross init` can name one that is not installed. */
export interface OfficialPlugin {
  readonly id: string;
  /** One sentence: what a user gets. */
  readonly summary: string;
  /** The targets that its toolchains are for, sorted. */
  readonly targets: readonly Triple[];
}
