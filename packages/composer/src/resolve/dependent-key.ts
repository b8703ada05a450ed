import type { Ref, Target } from '@mkcross/core';
import { targetNamesUsed } from './names-used.ts';
import { nameOfTarget } from './text.ts';

/**
 * The key of a tool or library in the model: its name, and where it depends on the target, what it depends on: the triple, or the names
 * of the target that it asks for, so that targets of one architecture share one qemu (`qemu/qemu@aarch64`).
 */
export function dependentKey(ref: Ref, declaration: unknown, target: Target | undefined): string {
  const names = [...new Set(targetNamesUsed(declaration))].toSorted();
  if (names.length === 0 || target === undefined) return ref;
  const suffix = names.includes('triple')
    ? target.triple
    : names.map((name) => nameOfTarget(target, name) ?? target.triple).join('-');
  return `${ref}@${suffix}`;
}
