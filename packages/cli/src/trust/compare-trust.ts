import { itemLabel, type TrustItem } from './trust-item.ts';

/** How what a project runs now differs from what was allowed. */
export interface TrustDifference {
  readonly added: readonly TrustItem[];
  readonly removed: readonly TrustItem[];
  readonly changed: readonly { readonly before: TrustItem; readonly after: TrustItem }[];
}

/** Compares what was allowed with what a project runs now. */
export function compareTrust(allowed: readonly TrustItem[], current: readonly TrustItem[]): TrustDifference {
  const before = new Map(allowed.map((item) => [itemLabel(item), item]));
  const names = new Set(current.map(itemLabel));
  return {
    added: current.filter((item) => !before.has(itemLabel(item))),
    removed: allowed.filter((item) => !names.has(itemLabel(item))),
    changed: current.flatMap((after) => {
      const earlier = before.get(itemLabel(after));
      return earlier === undefined || isSame(earlier, after) ? [] : [{ before: earlier, after }];
    }),
  };
}

/** Those that were not allowed as they are now. What was removed needs no consent: nothing of it runs. */
export function notAllowed(allowed: readonly TrustItem[], current: readonly TrustItem[]): readonly TrustItem[] {
  const { added, changed } = compareTrust(allowed, current);
  const open = new Set([...added, ...changed.map(({ after }) => after)]);
  return current.filter((item) => open.has(item));
}

const isSame = (one: TrustItem, other: TrustItem) => one.digest === other.digest && one.phase === other.phase;
