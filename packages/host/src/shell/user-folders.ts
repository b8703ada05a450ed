import type { Variables } from '../system.ts';

/**
 * The folder of fetched programs and of shells without a project, shared by all projects of a user: `$MKCROSS_CACHE`, else
 * `mkcross` below `$XDG_CACHE_HOME` or `~/.cache`. An empty or relative value counts as not set
 * (https://specifications.freedesktop.org/basedir-spec/latest). `account` is the home folder where HOME is not set.
 */
export const cacheFolder = (env: Partial<Variables>, account: string): string =>
  absolute(env, 'MKCROSS_CACHE') ?? userFolder(env, { variable: 'XDG_CACHE_HOME', usual: '.cache', account });

/**
 * The folder of what mkcross remembers of a user's projects and nothing else may decide: `mkcross` below `$XDG_STATE_HOME` or
 * `~/.local/state`, by the same rules.
 */
export const stateFolder = (env: Partial<Variables>, account: string): string =>
  userFolder(env, { variable: 'XDG_STATE_HOME', usual: '.local/state', account });

/** A path as another one of letters, digits, dots and underscores; no part of it is a single underscore. */
export const encodedPath = (path: string): string =>
  encodeURI(path)
    .replaceAll(/[^A-Za-z0-9./%]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%', '_');

interface UserFolder {
  readonly variable: string;
  /** Below the home folder. */
  readonly usual: string;
  readonly account: string;
}

const userFolder = (env: Partial<Variables>, { variable, usual, account }: UserFolder) =>
  `${absolute(env, variable) ?? `${absolute(env, 'HOME') ?? account}/${usual}`}/mkcross`;

const absolute = (env: Partial<Variables>, name: string) =>
  env[name]?.startsWith('/') === true ? env[name] : undefined;
