import type { Ref, Target } from '@mkcross/core';
import { nameOfTarget } from './text.ts';

/**
 * The key of a tool or library in the model: its name, and where it depends on the target, what it depends on: the triple, or the names
 * of the target that it asks for, so that targets of one architecture share one qemu (`qemu/qemu@aarch64`). `names` are those, sorted.
 */
export function dependentKey(ref: Ref, names: readonly string[], target: Target | undefined): string {
  if (names.length === 0 || target === undefined) return ref;
  const suffix = names.includes('triple')
    ? target.triple
    : names.map((name) => nameOfTarget(target, name) ?? target.triple).join('-');
  return `${ref}@${suffix}`;
}
