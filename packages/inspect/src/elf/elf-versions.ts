import type { Reader } from '../bytes/reader.ts';

const mostVersions = 10_000;

/** An entry of the table of needed versions. */
export interface NeededVersion {
  /** Library that must define the version: `libc.so.6`; empty if its name cannot be read. */
  readonly library: string;
  /** `GLIBC_2.34`. */
  readonly name: string;
  /** The number by which the table of symbol versions refers to it. */
  readonly index: number;
}

/** The entries of the table of needed versions (Linux Standard Base, "Symbol Versioning"). */
export function neededVersions(
  reader: Reader,
  start: number,
  count: number,
  text: (offset: number) => readonly string[],
): readonly NeededVersion[] {
  const { little } = reader;
  const found: NeededVersion[] = [];
  let at = start;
  if (count > mostVersions) reader.cut(`there are more than ${mostVersions} needed versions`);
  for (let file = 0; file < Math.min(count, mostVersions) && found.length < mostVersions; file++) {
    const need = reader.view(at, 16);
    if (need === undefined) return found;
    const [library = ''] = text(need.getUint32(4, little));
    let aux = at + need.getUint32(8, little);
    for (let index = 0; index < need.getUint16(2, little) && found.length < mostVersions; index++) {
      const version = reader.view(aux, 16);
      if (version === undefined) return found;
      const number = version.getUint16(6, little) & 0x7fff;
      found.push(...text(version.getUint32(8, little)).map((name) => ({ library, name, index: number })));
      const next = version.getUint32(12, little);
      if (next === 0) break;
      if (found.length === mostVersions) reader.cut(`there are more than ${mostVersions} needed versions`);
      aux += next;
    }
    const next = need.getUint32(12, little);
    if (next === 0) return found;
    if (found.length === mostVersions) reader.cut(`there are more than ${mostVersions} needed versions`);
    at += next;
  }
  return found;
}

/** A version without a number, which linkers need where they pack relocations (NEWS of glibc 2.36). */
const numbered: Readonly<Record<string, string>> = { GLIBC_ABI_DT_RELR: 'GLIBC_2.36' };

/** `GLIBC_2.34` as its prefix and number; undefined for a version without a number. */
export function versionParts(name: string): { readonly prefix: string; readonly number: string } | undefined {
  const [, prefix, number] = /^([A-Z][A-Z0-9_]*)_([0-9]+(?:\.[0-9]+)*)$/.exec(numbered[name] ?? name) ?? [];
  return prefix === undefined || number === undefined ? undefined : { prefix, number };
}

/** Of `GLIBC_2.2.5`, `GLIBC_2.34`, `GLIBCXX_3.4.29`: the highest for each prefix. */
export function highestVersions(names: readonly string[]): Readonly<Record<string, string>> {
  const highest = new Map<string, string>();
  for (const { prefix, number } of names.flatMap((name) => versionParts(name) ?? [])) {
    const known = highest.get(prefix);
    if (known === undefined || isHigher(number, known)) highest.set(prefix, number);
  }
  return Object.fromEntries([...highest].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether a dotted version is higher than another: `2.34` than `2.17`. */
export function isHigher(version: string, than: string): boolean {
  const [left, right] = [version.split('.').map(Number), than.split('.').map(Number)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
