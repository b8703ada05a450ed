import { idOf } from '@mkcross/composer';
import type { Check } from '../check.ts';

/** One name everywhere: what users write in `plugins` finds the package. */
export const names: Check = {
  title: 'is called like its package',
  problems: ({ plugin: { meta } }) =>
    idOf(meta.package) === meta.id ? [] : [`the package ${meta.package} holds a plugin called ${meta.id}`],
};
