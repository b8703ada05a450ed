import type { Target } from './contract/target.ts';
import { findTarget, knownTriples } from './known-targets-data.ts';

/** Every target of which mkcross knows the spellings, sorted by triple. Plugins declare others in the same shape. */
export const knownTargets: readonly Target[] = knownTriples.flatMap((triple) => findTarget(triple) ?? []);
