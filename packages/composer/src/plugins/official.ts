import { officialPlugins } from './official-data.ts';

/** Plugins of mkcross' own, whose packages are `@mkcross/<id>`: so that messages and `mkcross init` can name one that is not installed. */
export { officialPlugins };
