import type { Check } from '../check.ts';
import { difference } from '../difference.ts';

/** A plugin is data: nothing in it is lost by JSON but `refine`. */
export const jsonRoundTrip: Check = {
  title: 'is equal to itself after a round trip through JSON, apart from refine',
  problems: ({ plugin }) => {
    const { refine: _, ...data } = plugin;
    const copy: unknown = JSON.parse(JSON.stringify(data));
    const where = difference(data, copy);
    return where === undefined ? [] : [`${where} does not survive JSON.stringify`];
  },
};
