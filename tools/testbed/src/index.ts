export { cacheFolder, type Say } from './cache.ts';
export { develop, type Entry, type Outcome } from './develop.ts';
export { setUp } from './set-up.ts';
export type { Testbed } from './testbed.ts';
