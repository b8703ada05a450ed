import { distance } from 'fastest-levenshtein';

/** The names nearest to a mistyped one, best first: at most a third of its letters differ. Ties go by name. */
export function nearestNames(name: string, valid: readonly string[]): readonly string[] {
  return valid
    .map((candidate) => ({ candidate, edits: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(Math.max(name.length, candidate.length) / 3)))
    .toSorted((a, b) => a.edits - b.edits || (a.candidate < b.candidate ? -1 : 1))
    .map(({ candidate }) => candidate);
}

/** The name nearest to a mistyped one, if any is near. */
export function nearestName(name: string, valid: readonly string[]): string | undefined {
  return nearestNames(name, valid)[0];
}
