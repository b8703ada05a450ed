/** A body of bash in a plugin. */
export interface Body {
  /** Its place: `scripts.run`, `shell.hooks[0]`. */
  readonly place: string;
  readonly body: string;
}

/** Every body of bash in a built plugin, in the order of its text. */
export function bodiesOf(value: unknown, place = ''): readonly Body[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => bodiesOf(item, `${place}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    key === 'body' && typeof inner === 'string'
      ? [{ place, body: inner }]
      : bodiesOf(inner, place === '' ? key : `${place}.${key}`),
  );
}
