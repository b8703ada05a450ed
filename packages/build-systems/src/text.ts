import type { EnvEntry, Text } from '@mkcross/core';
import type { AdapterPlaceholder } from './adapter.ts';

/** A text of a contribution. */
export type AdapterText = Text<AdapterPlaceholder>;

/** Joins texts into one, with `separator` between them. */
export function joined(texts: readonly AdapterText[], separator: string): AdapterText {
  const merged: (AdapterPlaceholder | string)[] = [];
  const add = (part: AdapterPlaceholder | string) => {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else merged.push(part);
  };
  texts.forEach((text, index) => {
    if (index > 0) add(separator);
    if (typeof text === 'string') add(text);
    else text.forEach(add);
  });
  const [first = '', ...others] = merged;
  return others.length === 0 && typeof first === 'string' ? first : merged;
}

/** A variable with one value, and the reason for it. */
export const set = (value: AdapterText, why: string): EnvEntry<AdapterPlaceholder> => ({ kind: 'set', value, why });
