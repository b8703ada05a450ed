import type { EnvEntry, Text } from '@mkcross/core';
import type { AdapterPlaceholder } from './adapter.ts';

/** A text of a contribution. */
export type AdapterText = Text<AdapterPlaceholder>;

/** Joins texts into one, with `separator` between them. */
export function joined(texts: readonly AdapterText[], separator: string): AdapterText {
  const parts = texts.flatMap((text, index) => [
    ...(index === 0 ? [] : [separator]),
    ...(typeof text === 'string' ? [text] : text),
  ]);
  const merged = parts.reduce<(AdapterPlaceholder | string)[]>((done, part) => {
    const last = done.at(-1);
    if (typeof part === 'string' && typeof last === 'string') return [...done.slice(0, -1), last + part];
    return [...done, part];
  }, []);
  const [first = '', ...others] = merged;
  return others.length === 0 && typeof first === 'string' ? first : merged;
}

/** A variable with one value, and the reason for it. */
export const set = (value: AdapterText, why: string): EnvEntry<AdapterPlaceholder> => ({ kind: 'set', value, why });
