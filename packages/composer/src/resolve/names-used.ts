/** The names of a target that data asks for with `{ target: name }` at any depth, and "triple" where it takes a target's package set. */
export function targetNamesUsed(data: unknown): readonly string[] {
  if (typeof data !== 'object' || data === null) return [];
  if (Array.isArray(data)) return data.flatMap(targetNamesUsed);
  return Object.entries(data).flatMap(([key, value]: readonly [string, unknown]) => {
    if (key === 'target' && typeof value === 'string') return [value];
    return key === 'set' && value === 'target' ? ['triple'] : targetNamesUsed(value);
  });
}
