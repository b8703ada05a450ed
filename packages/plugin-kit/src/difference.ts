/** The path of the first place where two values differ, or undefined if they are deeply equal. Keys set to undefined count. */
export function difference(a: unknown, b: unknown, path = 'plugin'): string | undefined {
  if (Object.is(a, b)) return undefined;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return path;
  if (Array.isArray(a) !== Array.isArray(b) || Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return path;
  const keys = [...new Set([...Reflect.ownKeys(a), ...Reflect.ownKeys(b)])];
  for (const key of keys) {
    const inner = `${path}.${String(key)}`;
    if (!Reflect.has(a, key) || !Reflect.has(b, key)) return inner;
    const found = difference(Reflect.get(a, key), Reflect.get(b, key), inner);
    if (found !== undefined) return found;
  }
  return undefined;
}
