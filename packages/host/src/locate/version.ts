/** Made when needed: it takes some milliseconds. */
let numeric: Intl.Collator | undefined;

/** Orders versions of releases, number by number: `0.9` < `0.15.2` < `0.17.0` < `0.17.0.post0` (a PEP 440 post-release). */
export function compareVersions(a: string, b: string): number {
  numeric ??= new Intl.Collator('en', { numeric: true });
  return numeric.compare(a, b);
}

/** Whether a version belongs to a series, compared part by part: `0.15.2` belongs to `0.15`, but not to `0.1`. */
export const isOfSeries = (version: string, series: string): boolean =>
  version === series || version.startsWith(`${series}.`);

/** Whether a version is that of a release (PEP 440), possibly a post-release; unfinished downloads have other names. */
export const isRelease = (version: string): boolean => /^\d+(\.\d+)*(\.post\d+)?$/.test(version);
