import { checkPlugin } from '@mkcross/composer';
import type { Check } from '../check.ts';

/** The same check that mkcross makes when it loads a plugin. */
export const contract: Check = {
  title: 'is accepted by mkcross: its shape, its names of variables, and no variable that reaches every target',
  problems: ({ plugin }) => checkPlugin(plugin, plugin.meta).found.map(({ code, message }) => `${code}: ${message}`),
};
