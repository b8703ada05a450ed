import type { Reader } from '../bytes/reader.ts';

const mostNames = 10_000;

/** The names in the table of needed versions (Linux Standard Base, "Symbol Versioning"). */
export function versionNames(
  reader: Reader,
  start: number,
  count: number,
  text: (offset: number) => readonly string[],
): readonly string[] {
  const { little } = reader;
  const names: string[] = [];
  let at = start;
  for (let file = 0; file < Math.min(count, mostNames) && names.length < mostNames; file++) {
    const need = reader.view(at, 16);
    if (need === undefined) return names;
    let aux = at + need.getUint32(8, little);
    for (let index = 0; index < need.getUint16(2, little) && names.length < mostNames; index++) {
      const version = reader.view(aux, 16);
      if (version === undefined) return names;
      names.push(...text(version.getUint32(8, little)));
      const next = version.getUint32(12, little);
      if (next === 0) break;
      aux += next;
    }
    const next = need.getUint32(12, little);
    if (next === 0) return names;
    at += next;
  }
  return names;
}

/** A version without a number, which linkers ask for where they pack relocations (NEWS of glibc 2.36). */
const numbered: Readonly<Record<string, string>> = { GLIBC_ABI_DT_RELR: 'GLIBC_2.36' };

/** Of `GLIBC_2.2.5`, `GLIBC_2.34`, `GLIBCXX_3.4.29`: the highest for each prefix. */
export function highestVersions(names: readonly string[]): Readonly<Record<string, string>> {
  const highest = new Map<string, string>();
  for (const name of names.map((one) => numbered[one] ?? one)) {
    const [, prefix, version] = /^([A-Z][A-Z0-9_]*)_([0-9]+(?:\.[0-9]+)*)$/.exec(name) ?? [];
    if (prefix === undefined || version === undefined) continue;
    const known = highest.get(prefix);
    if (known === undefined || isHigher(version, known)) highest.set(prefix, version);
  }
  return Object.fromEntries([...highest].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether a dotted version is higher than another. */
export function isHigher(version: string, than: string): boolean {
  const [left, right] = [version.split('.').map(Number), than.split('.').map(Number)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
