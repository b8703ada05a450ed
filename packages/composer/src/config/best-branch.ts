import { keyOf } from './schema-pointer.ts';
import { alternatives, keysOf } from './schema-words.ts';

/**
 * The branch of an `anyOf` that a value is closest to: of its type, and of several objects the one whose fixed values (`kind`) and keys
 * the value has most of. Undefined where none is close. `valid` are the keys that any of the branches of objects has.
 */
export function bestBranch(
  union: unknown,
  value: unknown,
): { readonly branch?: object; readonly valid: readonly string[] } {
  const branches = alternatives(union).filter((branch) => typeof branch === 'object' && branch !== null);
  const fitting = branches.filter((branch) => fitsType(branch, value));
  const valid = [...new Set(branches.flatMap(keysOf))].toSorted();
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fitting.length === 1 && fitting[0] !== undefined ? { branch: fitting[0], valid } : { valid };
  const scored = fitting
    .map((branch) => ({ branch, score: scoreOf(branch, value) }))
    .toSorted((a, b) => b.score - a.score);
  const [best] = scored;
  if (best === undefined || (best.score <= 0 && fitting.length > 1)) return { valid };
  return { branch: best.branch, valid };
}

function fitsType(branch: unknown, value: unknown): boolean {
  const type = keyOf(branch, 'type');
  if (typeof type !== 'string') return typeof value !== 'object' || value === null;
  if (Array.isArray(value)) return type === 'array';
  if (value === null) return type === 'null';
  if (typeof value === 'number') return type === 'number' || type === 'integer';
  return type === typeof value;
}

/** How much of a branch an object has: a right or wrong fixed value counts most, then keys, then those that are required. */
function scoreOf(branch: object, value: object): number {
  const required = keyOf(branch, 'required');
  return keysOf(branch)
    .filter((key) => keyOf(value, key) !== undefined)
    .map((key) => {
      const property = keyOf(keyOf(branch, 'properties'), key);
      const fixed = fixedValues(property);
      if (fixed !== undefined) return fixed.includes(keyOf(value, key)) ? 10 : -10;
      return Array.isArray(required) && required.includes(key) ? 2 : 1;
    })
    .reduce((sum, score) => sum + score, 0);
}

function fixedValues(schema: unknown): readonly unknown[] | undefined {
  const options: unknown = keyOf(schema, 'enum');
  if (Array.isArray(options)) return options.map((option: unknown) => option);
  const only = keyOf(schema, 'const');
  return only === undefined ? undefined : [only];
}
