import type { World } from 'mkcross';

/** A machine on which nothing is. */
export const noMachine: World['machine'] = {
  system: 'x86_64-linux',
  env: {},
  find: () => undefined,
  interruption: () => new AbortController().signal,
  live: undefined,
  start: () => Promise.resolve(127),
};
